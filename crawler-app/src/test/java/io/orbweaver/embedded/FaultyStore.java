package io.orbweaver.embedded;

import io.orbweaver.store.Batch;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.StoreException;
import io.orbweaver.store.Table;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store on a disk that becomes full, or unreadable, at a given call for one table; and from then on stays so. */
final class FaultyStore implements KeyValueStore {
    /** What the fault says, and users are to read. */
    static final String SENTENCE = "The disk of the test is full.";

    private final KeyValueStore inner;
    private final Table table;
    private final boolean writes;
    private final AtomicInteger left;
    /** Calls that were under way when the store was closed, or came later. */
    final AtomicInteger late = new AtomicInteger();

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param writes whether writes fail, or scans
     * @param good how many calls for the table do not
     */
    FaultyStore(KeyValueStore inner, Table table, boolean writes, int good) {
        this.inner = inner;
        this.table = table;
        this.writes = writes;
        this.left = new AtomicInteger(good);
    }

    private void begin(boolean concerned) {
        underWay.incrementAndGet();
        if (closed) {
            late.incrementAndGet();
        }
        if (concerned && left.getAndDecrement() <= 0) {
            left.set(0);
            underWay.decrementAndGet();
            throw new StoreException(StoreException.Kind.DISK_FULL, SENTENCE, null);
        }
    }

    @Override
    public byte @Nullable [] get(Table from, byte[] key) {
        begin(false);
        try {
            return inner.get(from, key);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public List<byte @Nullable []> multiGet(Table from, List<byte[]> keys) {
        begin(false);
        try {
            return inner.multiGet(from, keys);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public void scan(Table of, byte[] from, byte[] to, Visitor visitor) {
        begin(!writes && of == table);
        try {
            inner.scan(of, from, to, visitor);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public void write(Batch batch) {
        begin(writes && batch.changes().stream().anyMatch(change -> table(change) == table));
        try {
            inner.write(batch);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static Table table(Batch.Change change) {
        return switch (change) {
            case Batch.Put put -> put.table();
            case Batch.Delete delete -> delete.table();
            case Batch.DeleteRange range -> range.table();
        };
    }

    @Override
    public void close() {
        closed = true;
        late.addAndGet(underWay.get());
        inner.close();
    }
}
