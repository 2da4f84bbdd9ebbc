package io.orbweaver.scheduler;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one thread that the scheduler belongs to, as it writes before it answers. Everybody else hands in what it is to do
 * there. Safe on any thread.
 */
public final class SchedulerThread implements AutoCloseable {
    private final Scheduler scheduler;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("scheduler").daemon().factory());

    /** {@code most}: so many calls may wait; one more is refused. */
    public SchedulerThread(Scheduler scheduler, int most) {
        this.scheduler = scheduler;
        this.most = most;
    }

    /**
     * Does something for a user. The answer comes on the caller's Vert.x context, where it has one, and fails with what
     * the work threw, or with {@link BusyException} where too many wait or the thread is about to end.
     */
    public <T> Future<T> call(Function<Scheduler, T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            answer.completeExceptionally(new BusyException());
        } else {
            submit(work, answer);
        }
        Context caller = Vertx.currentContext();
        return caller == null ? Future.fromCompletionStage(answer) : Future.fromCompletionStage(answer, caller);
    }

    private <T> void submit(Function<Scheduler, T> work, CompletableFuture<T> answer) {
        try {
            executor.execute(() -> {
                waiting.decrementAndGet();
                try {
                    answer.complete(work.apply(scheduler));
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            answer.completeExceptionally(new BusyException());
        }
    }

    /**
     * Does something for a node of the cluster, however many calls of users wait: nodes bound themselves what they have
     * under way. Whoever calls sees to it that {@code work} handles what goes wrong.
     */
    public void execute(Consumer<Scheduler> work) {
        executor.execute(() -> work.accept(scheduler));
    }

    /** Returns when everything that was asked for before is done; whatever happens, the thread does nothing later. */
    @Override
    public void close() {
        if (!executor.isShutdown()) {
            CompletableFuture<Void> last = CompletableFuture.runAsync(() -> {}, executor);
            executor.shutdown();
            last.join();
        }
    }
}
