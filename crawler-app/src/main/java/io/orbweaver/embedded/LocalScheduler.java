package io.orbweaver.embedded;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

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
    private final Promise<Consumer<LinkBatch>> worker = Promise.promise();
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
    void connect(Consumer<LinkBatch> arrived) {
        worker.complete(arrived);
        run(this::deliver);
    }

    @Override
    public Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        Promise<HeartbeatReply> reply = Promise.promise();
        run(() -> {
            reply.complete(scheduler.heartbeat(beat, System.nanoTime(), Instant.now()));
            deliver();
            changed.accept(scheduler.status(crawl));
        });
        return reply.future();
    }

    private void deliver() {
        for (Outbox.Delivery delivery : scheduler.poll(System.nanoTime(), shard -> WORKER)) {
            worker.future().onSuccess(arrived -> arrived.accept(delivery.batch()));
        }
    }

    @Override
    public void send(String to, LinkBatch batch) {
        throw new IllegalStateException("the only worker owns every shard, and yet has links for " + to);
    }

    @Override
    public void acknowledge(LinkAck ack) {
        run(() -> {
            scheduler.acknowledged(ack);
            deliver();
        });
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
                    scheduler.heartbeat(last, System.nanoTime(), Instant.now());
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
