package io.orbweaver.worker;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Has a step taken on a context: one for all who ask for it meanwhile, and one when a time is over. Confined to that
 * context.
 */
final class Pulse {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Context context;
    private final Runnable step;
    private boolean asked;
    private long timer = NONE;

    Pulse(Vertx vertx, Context context, Runnable step) {
        this.vertx = vertx;
        this.context = context;
        this.step = step;
    }

    /** Has a step taken as soon as what runs now is over. */
    void soon() {
        if (!asked) {
            asked = true;
            context.runOnContext(nothing -> {
                asked = false;
                step.run();
            });
        }
    }

    /** Has a step taken after so many milliseconds, instead of at the time that was named before. */
    void after(long millis) {
        stop();
        timer = vertx.setTimer(millis, fired -> {
            timer = NONE;
            soon();
        });
    }

    /** Forgets the time that was named. */
    void stop() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
