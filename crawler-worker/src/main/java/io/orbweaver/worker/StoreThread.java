package io.orbweaver.worker;

import io.vertx.core.Context;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one named place where blocking work leaves the event loop: store calls run here one after the other, and their
 * results come back to the caller's context in the same order.
 */
final class StoreThread implements AutoCloseable {
    private final Context context;
    private final Consumer<Throwable> failed;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store").daemon().factory());

    /** {@code failed}: hears on the context of a call that threw; what it wanted is not done. */
    StoreThread(Context context, Consumer<Throwable> failed) {
        this.context = context;
        this.failed = failed;
    }

    <T> void call(Supplier<T> work, Consumer<T> then) {
        executor.execute(() -> {
            try {
                T result = work.get();
                context.runOnContext(nothing -> then.accept(result));
            } catch (RuntimeException | Error e) {
                context.runOnContext(nothing -> failed.accept(e));
            }
        });
    }

    /** Waits for what was asked for before. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the store did not finish within 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
