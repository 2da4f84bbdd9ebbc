package io.orbweaver.node;

import io.orbweaver.metrics.Latency;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/** Measures by how much timers of event loops fire late: for so long something held the loop. Ends with Vert.x. */
final class EventLoopLag {
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final Latency lag;

    private EventLoopLag(Vertx vertx, Latency lag) {
        this.vertx = vertx;
        this.lag = lag;
    }

    /** Measures so many event loops, which should be all. */
    static void measure(Vertx vertx, int loops, Latency lag) {
        EventLoopLag measured = new EventLoopLag(vertx, lag);
        for (int i = 0; i < loops; i++) {
            // Contexts are given to the loops in turn.
            Context loop = ((VertxInternal) vertx).createEventLoopContext();
            loop.runOnContext(begun -> measured.again());
        }
    }

    private void again() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        vertx.setTimer(PAUSE_MILLIS, fired -> {
            lag.record(Math.max(0, System.nanoTime() - due));
            again();
        });
    }
}
