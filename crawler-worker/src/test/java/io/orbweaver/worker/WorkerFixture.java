package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsAgent;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import io.orbweaver.testweb.TestWeb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker with a scheduler, a store and a web, all of them real; between worker and scheduler things may be made to go
 * wrong. The scheduler works on the worker's context: it has little to do here.
 */
final class WorkerFixture implements AutoCloseable, SchedulerLink, CommitListener {
    static final int SHARDS = 4;

    /** Thrown where a test wants something to be broken. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken by the test", null, false, false);
        }
    }

    final Broken broken = new Broken();
    final AtomicInteger heartbeats = new AtomicInteger();
    volatile boolean schedulerAway;
    volatile boolean heartbeatBroken;
    volatile boolean acknowledgeBroken;
    volatile boolean listenerBroken;
    volatile boolean deleting;

    private final Set<Thread> before = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private final RocksStore store;
    private final Fetcher fetcher;
    private final Scheduler scheduler;
    private final int crawl;
    private final Worker worker;

    WorkerFixture(Path directory, TestWeb web, Duration lease) {
        before.addAll(Thread.getAllStackTraces().keySet());
        store = RocksStore.open(directory.resolve("store"), StoreSettings.DEFAULTS);
        fetcher = new Fetcher(vertx, fetchConfig(web));
        scheduler = new Scheduler(
                store,
                new Scheduler.Settings("cluster", SHARDS, Duration.ZERO, Duration.ZERO, PolitenessConfig.defaults()),
                System.nanoTime());
        Hello hello = new Hello("one", "store", UUID.randomUUID(), "1", "", 0, "");
        HelloReply.Welcome welcome = (HelloReply.Welcome) scheduler.hello(hello, System.nanoTime(), Instant.now());
        crawl = scheduler.create(spec(web), System.nanoTime(), Instant.now());
        Frontier.Settings frontier = new Frontier.Settings(
                100, 1_000, 100, 3, Duration.ofMinutes(2), RobotsAgent.token(fetcher.userAgent()));
        worker = new Worker(
                new Worker.Parts(
                        vertx,
                        1,
                        store,
                        SHARDS,
                        fetcher,
                        0,
                        new PolitenessRules(PolitenessConfig.defaults()),
                        this,
                        lease,
                        this,
                        welcome.epoch(),
                        () -> Heartbeat.Health.GOOD),
                new ShardOwner.Settings("one", frontier, 5, 2_000_000_000L, 0, 1_000, 2L << 20));
    }

    private static FetchConfig fetchConfig(TestWeb web) {
        FetchConfig usual = FetchConfig.defaults();
        return new FetchConfig(
                usual.userAgent(),
                usual.contact(),
                100,
                usual.connectionsPerHost(),
                usual.connectionsPerAddress(),
                usual.connectTimeout(),
                usual.idleTimeout(),
                usual.totalTimeout(),
                usual.keepAlive(),
                new FetchConfig.Dns(
                        List.of(web.dnsAddress()),
                        usual.dns().cacheTtl(),
                        usual.dns().negativeTtl(),
                        usual.dns().timeout()),
                0,
                usual.maxHeaders(),
                usual.maxRedirects(),
                usual.maxWait(),
                usual.retries(),
                usual.http2(),
                usual.verifyTls(),
                true,
                usual.proxies(),
                usual.socket());
    }

    private static CrawlSpec spec(TestWeb web) {
        return new CrawlSpec(
                "",
                List.of(web.frontPage()),
                new CrawlSpec.Scope(CrawlSpec.Scope.Mode.ANY, List.of(), List.of()),
                new CrawlSpec.Limits(0, 0, 0, 0, Duration.ZERO),
                new CrawlSpec.Manners(Duration.ofMillis(5), 1, true),
                new CrawlSpec.Follow(false, false, true),
                Map.of());
    }

    Worker worker() {
        return worker;
    }

    /** Begins, and hands the seeds over. */
    void start() {
        worker.start();
    }

    CrawlStatus status() {
        return scheduler.status(crawl);
    }

    RocksStore store() {
        return store;
    }

    @Override
    public Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        heartbeats.incrementAndGet();
        if (heartbeatBroken) {
            throw broken;
        }
        return schedulerAway ? Future.failedFuture("nobody listens") : Future.succeededFuture(answer(beat));
    }

    private HeartbeatReply answer(Heartbeat beat) {
        if (deleting && scheduler.ids().contains(crawl)) {
            scheduler.delete(crawl);
        }
        HeartbeatReply reply = Objects.requireNonNull(scheduler.heartbeat(beat, System.nanoTime(), Instant.now()));
        worker.arrived(scheduler.poll(System.nanoTime()).stream()
                .map(Outbox.Delivery::batch)
                .toList());
        return reply;
    }

    @Override
    public void send(String to, List<LinkBatch> batches) {
        throw new IllegalStateException("there is no other worker than " + to);
    }

    @Override
    public void acknowledge(@Nullable String to, List<LinkAck> acks) {
        if (acknowledgeBroken) {
            throw broken;
        }
        acks.forEach(scheduler::acknowledged);
    }

    @Override
    public Future<ShardRange.Piece> read(String from, int shard, byte[] cursor) {
        throw new IllegalStateException("there is no other worker than " + from);
    }

    @Override
    public void committed(List<Commit> commits) {
        if (listenerBroken) {
            throw broken;
        }
    }

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits for the end, and returns what it failed with, null where it did not. */
    static @Nullable Throwable end(Future<Void> ended) {
        try {
            return ended.transform(done -> Future.succeededFuture(done.cause())).await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no end within the deadline", e);
        }
    }

    /** Whether the thread that a worker calls its store on is there. */
    boolean storeThreadLives() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("store") && !before.contains(thread));
    }

    @Override
    public void close() {
        end(worker.halt());
        end(fetcher.close());
        end(vertx.close());
        store.close();
    }
}
