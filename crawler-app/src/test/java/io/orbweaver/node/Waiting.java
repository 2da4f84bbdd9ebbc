package io.orbweaver.node;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waiting for conditions, with a deadline. */
final class Waiting {
    private static final int AGAIN_MILLIS = 20;

    private Waiting() {}

    /**
     * Waits until something is so.
     *
     * @param told what to say besides where it never was
     * @return how long that took
     */
    static Duration until(String what, Duration patience, Supplier<String> told, Callable<Boolean> condition)
            throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new AssertionError("not within " + patience + ": " + what + "\n" + told.get());
            }
            pause(Duration.ofMillis(AGAIN_MILLIS));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Lets a fault last for a time. */
    static void pause(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
