package io.orbweaver.worker;

import io.orbweaver.message.Tally;
import io.orbweaver.metrics.WorkerMetrics;
import java.util.concurrent.TimeUnit;

/** Publishes how the worker stands, for the metrics. On the worker's context, but for what says otherwise. */
final class Gauges {
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerMetrics metrics;
    private final ShardOwner owner;
    private long next = System.nanoTime();

    Gauges(WorkerMetrics metrics, ShardOwner owner) {
        this.metrics = metrics;
        this.owner = owner;
    }

    /** Publishes the state where the last is a second old; a worker never sleeps for longer. */
    void publish(long now) {
        if (now - next >= 0) {
            next = now + AGAIN_NANOS;
            metrics.state(owner.state(now));
        }
    }

    /** Publishes the state at the end. */
    void publishLast(long now) {
        metrics.state(owner.state(now));
    }

    /** Counts what a commit made durable. On the store's thread. */
    void committed(Tally changes) {
        metrics.ended(changes.fetched, changes.redirects, changes.failed, changes.excluded);
    }
}
