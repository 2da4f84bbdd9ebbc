package io.orbweaver.worker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one named place where blocking work leaves the event loop: store calls run here one after the other, and what they
 * bring is handed back in the same order. After a call that threw none is made. Called by one thread.
 */
final class StoreThread {
    private final Consumer<Runnable> back;
    private final Consumer<Throwable> failed;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store").daemon().factory());
    /** Owned by the thread: what threw may have left behind half of what it wanted to write. */
    private boolean broken;

    /**
     * Both are called on the store's thread.
     *
     * @param back has what is to be done with the result done where that belongs
     * @param failed hears of the call that threw; what it wanted is not done
     */
    StoreThread(Consumer<Runnable> back, Consumer<Throwable> failed) {
        this.back = back;
        this.failed = failed;
    }

    <T> void call(Supplier<T> work, Consumer<T> then) {
        executor.execute(() -> {
            if (broken) {
                return;
            }
            try {
                T result = work.get();
                back.accept(() -> then.accept(result));
            } catch (RuntimeException | Error e) {
                broken = true;
                failed.accept(e);
            }
        });
    }

    /** Takes no more calls. Completes, on its thread, when those made before are over: the thread does nothing more. */
    Future<Void> end() {
        Promise<Void> ended = Promise.promise();
        executor.execute(ended::complete);
        executor.shutdown();
        return ended.future();
    }
}
