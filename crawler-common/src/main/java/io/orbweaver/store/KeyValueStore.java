package io.orbweaver.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered key-value store with atomic batches: the only way the rest of the worker touches the disk. Keys are
 * ordered as unsigned bytes. Calls block; they belong on the store's executor, never on an event loop. Reads see every
 * write that returned. What {@link #write} took survives the death of the process.
 */
public interface KeyValueStore extends AutoCloseable {

    byte @Nullable [] get(Table table, byte[] key);

    /** Returns the value of each key, null where there is none, in the order of the keys. Ascending keys are cheapest. */
    List<byte @Nullable []> multiGet(Table table, List<byte[]> keys);

    /** Visits the pairs from {@code from} (included) to {@code to} (excluded) in ascending order of the keys. */
    void scan(Table table, byte[] from, byte[] to, Visitor visitor);

    /** Makes all changes of the batch, or, when it throws, none. */
    void write(Batch batch);

    /** Begins to give back the disk that deleted ranges took. Returns at once; may go on for minutes, or until the end. */
    default void reclaim() {}

    @Override
    void close();

    /** Called for each pair of a scan; returning false ends the scan. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }
}
