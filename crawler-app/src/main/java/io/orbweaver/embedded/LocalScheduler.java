package io.orbweaver.embedded;

import io.orbweaver.commit.ShardRange;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.worker.SchedulerLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler inside this process, on a thread of its own because it writes before it answers. Messages that travel
 * over the network in a cluster are handed over here; they are the same messages.
 */
final class LocalScheduler implements SchedulerLink, AutoCloseable {
    static final String WORKER = "embedded";

    private final Scheduler scheduler;
    private final int crawl;
    private final Consumer<CrawlStatus> changed;
    private final Consumer<Throwable> failed;
    private final Promise<Consumer<List<LinkBatch>>> worker = Promise.promise();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("scheduler").daemon().factory());

    /**
     * Both listeners are called on the scheduler's thread: {@code changed} hears of the crawl after every heartbeat,
     * {@code failed} of what broke.
     */
    LocalScheduler(Scheduler scheduler, int crawl, Consumer<CrawlStatus> changed, Consumer<Throwable> failed) {
        this.scheduler = scheduler;
        this.crawl = crawl;
        this.changed = changed;
        this.failed = failed;
    }

    /** Names who takes links in, which begins the delivery of seeds. */
    void connect(Consumer<List<LinkBatch>> arrived) {
        worker.complete(arrived);
        run(this::deliver);
    }

    @Override
    public Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        Promise<HeartbeatReply> reply = Promise.promise();
        run(() -> {
            reply.complete(answer(beat));
            deliver();
            changed.accept(scheduler.status(crawl));
        });
        return reply.future();
    }

    private void deliver() {
        List<LinkBatch> seeds = scheduler.poll(System.nanoTime()).stream()
                .map(Outbox.Delivery::batch)
                .toList();
        if (!seeds.isEmpty()) {
            worker.future().onSuccess(arrived -> arrived.accept(seeds));
        }
    }

    private HeartbeatReply answer(Heartbeat beat) {
        return Objects.requireNonNull(
                scheduler.heartbeat(beat, System.nanoTime(), Instant.now()), "the only worker was welcomed");
    }

    @Override
    public void send(String to, List<LinkBatch> batches) {
        throw new IllegalStateException("the only worker owns every shard, and yet has links for " + to);
    }

    @Override
    public void acknowledge(@Nullable String to, List<LinkAck> acks) {
        run(() -> {
            acks.forEach(scheduler::acknowledged);
            deliver();
        });
    }

    @Override
    public Future<ShardRange.Piece> read(String from, int shard, byte[] cursor) {
        throw new IllegalStateException("the only worker owns every shard, and yet wants one of " + from);
    }

    /** Does one thing on the scheduler's thread; nothing that goes wrong there is lost. */
    private void run(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        });
    }

    /**
     * Takes the last report in, and tells how the crawl stands: ended, or paused until someone goes on with it. What
     * comes later changes nothing about that. The answer comes on the scheduler's thread.
     */
    CompletionStage<CrawlStatus> finish(Heartbeat last) {
        return CompletableFuture.supplyAsync(
                () -> {
                    answer(last);
                    scheduler.pause(crawl, System.nanoTime());
                    return scheduler.status(crawl);
                },
                executor);
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
