package io.orbweaver.simulation;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs store calls one after the other on virtual time and brings their results back in order. Ends with a crash. */
final class SimulatedStoreThread {
    private record Call<T>(Supplier<T> work, Consumer<T> then) {
        Runnable run() {
            T result = work.get();
            return () -> then.accept(result);
        }
    }

    private final VirtualTime time;
    private final Random random;
    private final ArrayDeque<Call<?>> calls = new ArrayDeque<>();
    private boolean working;
    private boolean dead;
    private long delivered;

    SimulatedStoreThread(VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    <T> void call(Supplier<T> work, Consumer<T> then) {
        calls.add(new Call<>(work, then));
        next();
    }

    private void next() {
        if (working || dead || calls.isEmpty()) {
            return;
        }
        working = true;
        time.after(millis(random.nextInt(20) == 0 ? 500 : 10), () -> {
            if (dead) {
                return;
            }
            working = false;
            Runnable result = calls.remove().run();
            if (dead) {
                return;
            }
            delivered = Math.max(delivered, time.now() + millis(5));
            time.after(delivered - time.now(), () -> {
                if (!dead) {
                    result.run();
                }
            });
            next();
        });
    }

    private long millis(int most) {
        return (long) (random.nextDouble() * most * VirtualTime.MILLI);
    }

    /** What has begun is done wholly or not at all; nobody hears of it. */
    void crash() {
        dead = true;
        if (working && random.nextBoolean()) {
            calls.remove().run();
        }
    }
}
