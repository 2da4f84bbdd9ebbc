package io.orbweaver.store;

import java.time.Duration;

/**
 * How much memory a store may take outside the heap, and how often its log reaches the disk. Immutable.
 *
 * @param blockCacheBytes the one cache that all tables share, for data, index and filter blocks
 * @param writeBufferBytes the total of what all tables hold in memory before it is written to files
 * @param syncInterval the time between two fsyncs of the log: what a power cut, not a crash, can cost
 */
public record StoreSettings(long blockCacheBytes, long writeBufferBytes, Duration syncInterval) {
    private static final long MEBIBYTE = 1L << 20;

    public static final StoreSettings DEFAULTS = new StoreSettings(64 * MEBIBYTE, 96 * MEBIBYTE, Duration.ofSeconds(1));

    public StoreSettings {
        if (blockCacheBytes < MEBIBYTE) {
            throw new IllegalArgumentException(
                    "A block cache needs at least 1 MiB, not " + blockCacheBytes + " bytes.");
        }
        if (writeBufferBytes < MEBIBYTE) {
            throw new IllegalArgumentException(
                    "The write buffers need at least 1 MiB, not " + writeBufferBytes + " bytes.");
        }
        if (!syncInterval.isPositive()) {
            throw new IllegalArgumentException("The log cannot be synced every " + syncInterval + ".");
        }
    }
}
