package io.orbweaver.embedded;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.commit.RecordCodec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsAgent;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import io.orbweaver.store.Table;
import io.orbweaver.worker.ShardOwner;
import io.orbweaver.worker.Worker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster in one process: scheduler, one worker that owns every shard, and their common store. The parts are those of
 * a cluster; only what carries their messages is not a network.
 */
final class EmbeddedCrawl implements CrawlSession {
    static final int SHARDS = 256;
    private static final int MAX_HOSTS = 10_000;
    private static final int MAX_HEADS = 64_000;
    private static final int MAX_IN_FLIGHT = 1_000;
    private static final long RESEND_NANOS = 2_000_000_000L;
    private static final int SITEMAP_PART = 1_000;
    private static final byte[] END = {(byte) 0xff, (byte) 0xff, (byte) 0xff};

    private final Vertx vertx;
    private final Fetcher fetcher;
    private final DataDirectory directory;
    private final RocksStore store;
    private final CrawlLog log;
    private final LocalScheduler scheduler;
    private final Worker worker;
    private final Rates rates = new Rates();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<CrawlStatus> ended = new CompletableFuture<>();
    private final long pagesBefore;
    private volatile CrawlStatus status;

    /** Opens what is given and closes it with {@link #close}; {@code crawl} is in the scheduler already. */
    EmbeddedCrawl(
            Vertx vertx,
            Fetcher fetcher,
            DataDirectory directory,
            RocksStore store,
            Scheduler state,
            int crawl,
            CrawlOptions options)
            throws IOException {
        this.vertx = vertx;
        this.fetcher = fetcher;
        this.directory = directory;
        this.store = store;
        this.log = new CrawlLog(directory.path());
        this.status = state.status(crawl);
        state.workers(Set.of(LocalScheduler.WORKER));
        this.scheduler = new LocalScheduler(state, crawl, this::changed, this::broke);
        this.worker = new Worker(parts(options), settings(options));
        this.pagesBefore = worker.fetchedBefore(crawl);
        scheduler.connect(worker::arrived);
        worker.stopped().onFailure(this::broke);
        worker.start();
    }

    private Worker.Parts parts(CrawlOptions options) {
        return new Worker.Parts(
                vertx,
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                store,
                SHARDS,
                fetcher,
                options.fetch().maxBody(),
                new PolitenessRules(options.politeness()),
                scheduler,
                log,
                shard -> LocalScheduler.WORKER);
    }

    private ShardOwner.Settings settings(CrawlOptions options) {
        Set<Integer> shards = IntStream.range(0, SHARDS).boxed().collect(Collectors.toSet());
        Frontier.Settings frontier = new Frontier.Settings(
                MAX_HOSTS,
                MAX_HEADS,
                Math.min(MAX_IN_FLIGHT, options.fetch().connections()),
                options.fetch().retries(),
                options.fetch().maxWait(),
                RobotsAgent.token(fetcher.userAgent()));
        return new ShardOwner.Settings(
                LocalScheduler.WORKER, shards, frontier, options.fetch().maxRedirects(), RESEND_NANOS, SITEMAP_PART);
    }

    /** Less than a worker of its own gets: a crawl on a laptop stays below 700 MB in all. */
    static StoreSettings storeSettings() {
        return new StoreSettings(32 << 20, 48 << 20, Duration.ofSeconds(1));
    }

    /** Hears of the crawl after every heartbeat, on the scheduler's thread. */
    private void changed(CrawlStatus now) {
        rates.sample(System.nanoTime(), now.counts().fetched(), now.counts().bytes());
        status = now.withRates(rates.pages(), rates.bytes());
        if (now.state() == CrawlStatus.State.FINISHED) {
            stop();
        }
    }

    private void stop() {
        if (stopping.compareAndSet(false, true)) {
            worker.stop()
                    .onComplete(done -> Thread.ofPlatform().name("finish").start(() -> {
                        if (done.succeeded()) {
                            finish();
                        } else {
                            broke(done.cause());
                        }
                    }));
        }
    }

    private void finish() {
        try {
            CrawlStatus last = scheduler.finish(worker.report());
            status = last.withRates(
                    status.counts().pagesPerSecond(), status.counts().bytesPerSecond());
            ended.complete(status);
        } catch (RuntimeException | Error e) {
            broke(e);
        }
    }

    private void broke(Throwable cause) {
        ended.completeExceptionally(cause);
    }

    @Override
    public CrawlStatus status() {
        return status;
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
        stop();
    }

    @Override
    public void pages(Consumer<PageRecord> each) {
        int crawl = (int) status.id();
        store.scan(Table.PAGES, new byte[0], END, (key, value) -> {
            ByteReader name = new ByteReader(key);
            int shard = name.u16();
            if (name.u32() == crawl) {
                each.accept(RecordCodec.decode(shard, value));
            }
            return true;
        });
    }

    @Override
    public void close() {
        try {
            worker.stop();
            await(fetcher.close().toCompletionStage());
            await(vertx.close().toCompletionStage());
            scheduler.close();
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            store.close();
            directory.close();
        }
    }

    private static void await(CompletionStage<Void> closing) {
        closing.toCompletableFuture()
                .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                .join();
    }
}
