package io.orbweaver.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory for simulations, which answers as {@link RocksStore} does. What a crash leaves is what was written:
 * {@link #copy} is the store that a restart would find. Thread-safe.
 */
public final class MemoryStore implements KeyValueStore {
    private final Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
    private final List<Cursor> scans = new ArrayList<>();
    private boolean closed;

    public MemoryStore() {
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    /** Returns a store with the same content that shares nothing with this one; works on a closed store too. */
    public synchronized MemoryStore copy() {
        MemoryStore copy = new MemoryStore();
        // Arrays in the maps are never changed or handed out, so both stores may hold them.
        tables.forEach((table, pairs) -> copy.pairs(table).putAll(pairs));
        return copy;
    }

    @Override
    public synchronized byte @Nullable [] get(Table table, byte[] key) {
        refuseClosed();
        byte[] value = pairs(table).get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public synchronized List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            values.add(get(table, key));
        }
        return values;
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        Cursor cursor = begin(table, from, to);
        try {
            Map.Entry<byte[], byte[]> pair = next(cursor);
            while (pair != null
                    && visitor.visit(pair.getKey().clone(), pair.getValue().clone())) {
                pair = next(cursor);
            }
        } finally {
            end(cursor);
        }
    }

    private synchronized Cursor begin(Table table, byte[] from, byte[] to) {
        Cursor cursor = new Cursor(pairs(table).subMap(from, true, to, false));
        scans.add(cursor);
        return cursor;
    }

    private synchronized Map.@Nullable Entry<byte[], byte[]> next(Cursor cursor) {
        refuseClosed();
        return cursor.next();
    }

    private synchronized void end(Cursor cursor) {
        scans.remove(cursor);
    }

    @Override
    public synchronized void write(Batch batch) {
        refuseClosed();
        scans.forEach(Cursor::detach);
        for (Batch.Change change : batch.changes()) {
            switch (change) {
                case Batch.Put put ->
                    pairs(put.table()).put(put.key().clone(), put.value().clone());
                case Batch.Delete delete -> pairs(delete.table()).remove(delete.key());
                case Batch.DeleteRange range -> {
                    if (Arrays.compareUnsigned(range.from(), range.to()) < 0) {
                        pairs(range.table()).subMap(range.from(), range.to()).clear();
                    }
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private NavigableMap<byte[], byte[]> pairs(Table table) {
        NavigableMap<byte[], byte[]> pairs = tables.get(table);
        if (pairs == null) {
            throw new IllegalStateException("No table " + table);
        }
        return pairs;
    }

    private synchronized void refuseClosed() {
        if (closed) {
            throw new StoreException(StoreException.Kind.OTHER, "The store is closed.", null);
        }
    }

    /** Where a scan stands; it copies what is left of its range only when a write would change it. */
    private static final class Cursor {
        private NavigableMap<byte[], byte[]> left;

        Cursor(NavigableMap<byte[], byte[]> range) {
            left = range;
        }

        void detach() {
            left = new TreeMap<>(left);
        }

        Map.@Nullable Entry<byte[], byte[]> next() {
            Map.Entry<byte[], byte[]> pair = left.firstEntry();
            if (pair != null) {
                left = left.tailMap(pair.getKey(), false);
            }
            return pair;
        }
    }
}
