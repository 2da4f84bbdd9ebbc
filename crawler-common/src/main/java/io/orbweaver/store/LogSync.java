package io.orbweaver.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Makes the log durable once per interval, on a daemon thread of its own, when something was written since. After a
 * failure it stops for good: the kernel may have dropped the pages that it could not write, so a later fsync that
 * succeeds would prove nothing. Thread-safe.
 */
final class LogSync implements AutoCloseable {
    /** The fsync itself. */
    @FunctionalInterface
    interface Action {
        void sync() throws RocksDBException;
    }

    private final Action action;
    private final long intervalNanos;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RocksDBException failure;

    LogSync(Duration interval, String name, Action action) {
        this.action = action;
        this.intervalNanos = interval.toNanos();
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Says that the log has grown. */
    void written() {
        dirty.set(true);
    }

    /** Returns why the log is no longer made durable, or null while it is. */
    @Nullable
    RocksDBException failure() {
        return failure;
    }

    private void run() {
        try {
            while (failure == null && !stop.await(intervalNanos, TimeUnit.NANOSECONDS)) {
                syncNow();
            }
        } catch (InterruptedException interruption) {
            // Nobody but the end of the process interrupts this thread; closing the store syncs once more.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void syncNow() {
        if (failure != null || !dirty.getAndSet(false)) {
            return;
        }
        try {
            action.sync();
        } catch (RocksDBException problem) {
            failure = problem;
        }
    }

    /** Syncs what is still owed and ends the thread; waits for an fsync under way. */
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        syncNow();
    }
}
