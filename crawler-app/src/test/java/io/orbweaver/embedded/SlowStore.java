package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.Batch;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Table;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store whose first write of pages takes until somebody closes it, or, where nobody does so early, half a second. */
final class SlowStore implements KeyValueStore {
    private final KeyValueStore inner;
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closedUnderWrite;
    private volatile boolean written;

    SlowStore(KeyValueStore inner) {
        this.inner = inner;
    }

    void awaitWrite() {
        assertThat(passed(writing, 20_000)).as("a page is written").isTrue();
    }

    boolean closedUnderWrite() {
        return closedUnderWrite;
    }

    boolean written() {
        return written;
    }

    private static boolean passed(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("a test's thread was interrupted", e);
        }
    }

    @Override
    public void write(Batch batch) {
        boolean pages = batch.changes().stream()
                .anyMatch(change -> change instanceof Batch.Put put && put.table() == Table.PAGES);
        if (pages && !written) {
            writing.countDown();
            closedUnderWrite = passed(closing, 500);
        }
        inner.write(batch);
        written |= pages;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return inner.get(table, key);
    }

    @Override
    public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
        return inner.multiGet(table, keys);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        inner.scan(table, from, to, visitor);
    }

    @Override
    public void close() {
        closing.countDown();
        inner.close();
    }
}
