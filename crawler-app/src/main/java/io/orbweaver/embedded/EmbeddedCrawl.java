package io.orbweaver.embedded;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.app.OpenParts;
import io.orbweaver.commit.Captures;
import io.orbweaver.commit.Committer;
import io.orbweaver.commit.StoredUrl;
import io.orbweaver.config.Version;
import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.query.ShardAnswers;
import io.orbweaver.scheduler.NodesView;
import io.orbweaver.scheduler.Rates;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SchedulerThread;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.StoreSettings;
import io.orbweaver.worker.CrawlLog;
import io.orbweaver.worker.OwnerSettings;
import io.orbweaver.worker.Worker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in one process: scheduler, one worker that owns every shard, and their common store. The parts are those of
 * a cluster; only what carries their messages is not a network.
 */
final class EmbeddedCrawl implements CrawlSession {
    static final int SHARDS = 256;
    private static final String CLUSTER = "orbweaver";
    private static final String SCHEDULER = "scheduler";
    private static final int MAX_IN_FLIGHT = 1_000;
    /** Of users at a time, who ask over HTTP. */
    private static final int MOST_CALLS = 1_000;
    /** Nobody else could get the shards. */
    private static final Duration NO_LEASE = Duration.ZERO;

    private final OpenParts parts;
    private final KeyValueStore store;
    private final Provenance provenance;
    private final LocalScheduler scheduler;
    private final @Nullable String apiAddress;
    private final Worker worker;
    private final Rates rates = new Rates();
    private final CompletableFuture<CrawlStatus> ended = new CompletableFuture<>();
    private final long pagesBefore;
    private volatile CrawlStatus status;

    /**
     * Begins to fetch.
     *
     * @param parts what is open already, to which this adds what it opens; the caller closes it where this throws, and
     *     {@link #close} where it does not
     * @param provenance of the crawl, which is in the scheduler already
     * @param api serves users from now on; null where nobody asks
     */
    EmbeddedCrawl(
            OpenParts parts,
            Vertx vertx,
            Fetcher fetcher,
            KeyValueStore store,
            Scheduler state,
            Provenance provenance,
            CrawlOptions options,
            @Nullable EmbeddedApi api)
            throws IOException {
        this.parts = parts;
        this.store = store;
        this.provenance = provenance;
        int crawl = (int) provenance.crawl();
        this.status = state.status(crawl);
        CrawlLog log = new CrawlLog(options.data());
        parts.add(log::close);
        this.pagesBefore = StoredUrl.counters(store, SHARDS, crawl).fetched;
        SchedulerThread thread = new SchedulerThread(state, MOST_CALLS);
        parts.add(thread::close);
        this.scheduler = new LocalScheduler(thread, crawl, this::changed, this::broke);
        this.apiAddress = api == null ? null : api.url();
        this.worker = new Worker(
                new Worker.Parts(
                        vertx,
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        store,
                        SHARDS,
                        fetcher,
                        options.fetch().maxBody(),
                        new PolitenessRules(options.politeness()),
                        scheduler,
                        NO_LEASE,
                        log,
                        welcome(state, store, apiAddress == null ? "" : apiAddress),
                        () -> Heartbeat.Health.GOOD),
                OwnerSettings.of(LocalScheduler.WORKER, fetcher.userAgent(), options.fetch(), MAX_IN_FLIGHT));
        parts.add(() -> worker.halt().toCompletionStage().toCompletableFuture().join());
        worker.stopped().onComplete(done -> ended(done.cause()));
        scheduler.connect(worker::arrived);
        worker.start();
        if (api != null) {
            fetcher.show(api.metrics());
            api.serve(
                    thread,
                    new NodesView(state, CLUSTER, SCHEDULER, api.url(), Instant.now(), () -> Heartbeat.Health.GOOD),
                    new ShardAnswers(store, SHARDS, LocalScheduler.WORKER, worker::owns, worker::sight),
                    provenance,
                    options,
                    parts);
        }
    }

    /** Takes the worker in, which gets all shards at once, and returns its epoch. */
    private static long welcome(Scheduler scheduler, KeyValueStore store, String address) {
        long highest = Committer.onDisk(store).values().stream()
                .mapToLong(epoch -> epoch)
                .max()
                .orElse(0);
        Hello hello = new Hello(LocalScheduler.WORKER, "", UUID.randomUUID(), Version.text(), "", highest, address);
        HelloReply reply = scheduler.hello(hello, System.nanoTime(), Instant.now());
        if (reply instanceof HelloReply.Welcome welcome) {
            return welcome.epoch();
        }
        throw new IllegalStateException("the only worker is refused: " + reply);
    }

    /** Less than a worker of its own gets: a crawl on a laptop stays below 700 MB in all. */
    static StoreSettings storeSettings() {
        return new StoreSettings(32 << 20, 48 << 20, Duration.ofSeconds(1));
    }

    /** Hears of the crawl after every heartbeat, on the scheduler's thread. */
    private void changed(CrawlStatus now) {
        rates.sample(System.nanoTime(), now.counts().fetched(), now.counts().bytes());
        status = now.withRates(rates.pages(), rates.bytes());
        if (now.state() == CrawlStatus.State.FINISHED || now.state() == CrawlStatus.State.STOPPED) {
            worker.stop();
        }
    }

    /** The worker has ended, by itself only where it broke down. */
    private void ended(@Nullable Throwable cause) {
        if (cause != null) {
            broke(cause);
            return;
        }
        scheduler.finish(worker.report()).whenComplete((last, broken) -> {
            if (broken != null) {
                broke(broken instanceof CompletionException && broken.getCause() != null ? broken.getCause() : broken);
            } else {
                status = last.withRates(
                        status.counts().pagesPerSecond(), status.counts().bytesPerSecond());
                ended.complete(status);
            }
        });
    }

    private void broke(Throwable cause) {
        ended.completeExceptionally(cause);
    }

    @Override
    public CrawlStatus status() {
        return status;
    }

    @Override
    public @Nullable String apiAddress() {
        return apiAddress;
    }

    @Override
    public long pagesBefore() {
        return pagesBefore;
    }

    @Override
    public CompletionStage<CrawlStatus> ended() {
        return ended;
    }

    @Override
    public void interrupt() {
        worker.stop();
    }

    @Override
    public void captures(Consumer<Capture> each) {
        Captures captures = new Captures(store, (int) status.id());
        for (int shard = 0; shard < SHARDS; shard++) {
            captures.forEach(shard, each);
        }
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /** The worker's and the scheduler's threads are done before the store closes, however the crawl ended. */
    @Override
    public void close() {
        parts.close();
    }
}
