package io.orbweaver.embedded;

import io.orbweaver.commit.ShardRange;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SchedulerThread;
import io.orbweaver.worker.SchedulerLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to the scheduler inside this process. Messages that travel over the network in a cluster are handed over to its
 * thread here; they are the same messages.
 */
final class LocalScheduler implements SchedulerLink {
    static final String WORKER = "embedded";

    private final SchedulerThread scheduler;
    private final int crawl;
    private final Consumer<CrawlStatus> changed;
    private final Consumer<Throwable> failed;
    private final Promise<Consumer<List<LinkBatch>>> worker = Promise.promise();

    /**
     * Both listeners are called on the scheduler's thread: {@code changed} hears of the crawl after every heartbeat,
     * {@code failed} of what broke.
     */
    LocalScheduler(SchedulerThread scheduler, int crawl, Consumer<CrawlStatus> changed, Consumer<Throwable> failed) {
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
        run(state -> {
            reply.complete(answer(state, beat));
            deliver(state);
            changed.accept(state.status(crawl));
        });
        return reply.future();
    }

    private void deliver(Scheduler state) {
        List<LinkBatch> seeds = state.poll(System.nanoTime()).stream()
                .map(Outbox.Delivery::batch)
                .toList();
        if (!seeds.isEmpty()) {
            worker.future().onSuccess(arrived -> arrived.accept(seeds));
        }
    }

    private static HeartbeatReply answer(Scheduler state, Heartbeat beat) {
        return Objects.requireNonNull(
                state.heartbeat(beat, System.nanoTime(), Instant.now()), "the only worker was welcomed");
    }

    @Override
    public void send(String to, List<LinkBatch> batches) {
        throw new IllegalStateException("the only worker owns every shard, and yet has links for " + to);
    }

    @Override
    public void acknowledge(@Nullable String to, List<LinkAck> acks) {
        run(state -> {
            acks.forEach(state::acknowledged);
            deliver(state);
        });
    }

    @Override
    public Future<ShardRange.Piece> read(String from, int shard, byte[] cursor) {
        throw new IllegalStateException("the only worker owns every shard, and yet wants one of " + from);
    }

    /** Does one thing on the scheduler's thread; nothing that goes wrong there is lost. */
    private void run(Consumer<Scheduler> work) {
        scheduler.execute(state -> {
            try {
                work.accept(state);
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
        CompletableFuture<CrawlStatus> end = new CompletableFuture<>();
        scheduler.execute(state -> {
            try {
                answer(state, last);
                state.pause(crawl, System.nanoTime());
                end.complete(state.status(crawl));
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }
}
