package io.orbweaver.embedded;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.app.CrawlSessions;
import io.orbweaver.app.OpenParts;
import io.orbweaver.app.OptionsFile;
import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.DataDirectoryException;
import io.orbweaver.store.DirectoryOwner;
import io.orbweaver.store.DirectoryUse;
import io.orbweaver.store.RocksStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens crawls in this process. What is wrong with the options is found before anything is touched. */
public final class EmbeddedCrawls implements CrawlSessions {

    @Override
    public CrawlSession start(CrawlOptions options) throws UsageException {
        return open(options, false);
    }

    @Override
    public CrawlSession resume(CrawlOptions options) throws UsageException {
        return open(options, true);
    }

    private static CrawlSession open(CrawlOptions options, boolean resume) throws UsageException {
        try {
            return openWhole(options, resume);
        } catch (DataDirectoryException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("The data directory " + options.data() + " cannot be written (" + e.getMessage()
                    + "): let this user write to it, or name another directory with --data.");
        }
    }

    /** Opens everything, or throws and leaves nothing open. */
    private static CrawlSession openWhole(CrawlOptions options, boolean resume) throws UsageException, IOException {
        OpenParts parts = new OpenParts();
        try {
            return open(options, resume, parts);
        } catch (UsageException | IOException | RuntimeException | Error e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    /** Opens one part after the other, each after those it uses, so that it is closed before them. */
    private static CrawlSession open(CrawlOptions options, boolean resume, OpenParts parts)
            throws UsageException, IOException {
        EmbeddedApi api = EmbeddedApi.listen(options.api());
        if (api != null) {
            parts.add(api::close);
        }
        Vertx vertx = vertx();
        parts.add(() -> await(vertx.close()));
        Fetcher fetcher = fetcher(vertx, options);
        parts.add(() -> await(fetcher.close()));
        DataDirectory directory =
                DataDirectory.openAs(new DirectoryOwner(DirectoryUse.CRAWL, null, null), options.data());
        parts.add(directory::close);
        if (resume && !directory.hasStore()) {
            throw new UsageException("The directory " + options.data() + " began a crawl but has lost its store: put "
                    + directory.store() + " back from a backup, or start a new crawl in another --data directory.");
        }
        RocksStore store = directory.openStore(EmbeddedCrawl.storeSettings());
        parts.add(store::close);
        Scheduler scheduler = new Scheduler(
                store,
                new Scheduler.Settings(
                        directory.clusterId(),
                        EmbeddedCrawl.SHARDS,
                        Duration.ZERO,
                        Duration.ZERO,
                        options.politeness()),
                System.nanoTime());
        if (!resume && !scheduler.ids().isEmpty()) {
            throw new UsageException(options.data() + " holds a crawl already: go on with it with --resume, or name"
                    + " another directory with --data.");
        }
        if (!resume) {
            // Before the crawl is in the store: a crawl without its options could neither go on nor begin anew.
            OptionsFile.write(options);
        }
        int crawl = crawl(scheduler, options, resume);
        if (resume) {
            // After limits given again are in the store: what the next run is not told comes from there.
            OptionsFile.write(options);
        }
        Provenance provenance =
                provenance(directory.clusterId(), scheduler.status(crawl), fetcher.userAgent(), options);
        return new EmbeddedCrawl(parts, vertx, fetcher, store, scheduler, provenance, options, api);
    }

    static Provenance provenance(String cluster, CrawlStatus crawl, String userAgent, CrawlOptions options) {
        Boolean robots = crawl.spec().politeness().robots();
        return new Provenance(
                cluster,
                crawl.id(),
                crawl.spec().name(),
                crawl.created(),
                userAgent,
                options.fetch().contact(),
                robots == null ? options.politeness().standard().robots() : robots);
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors()))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    /** What still hangs after ten seconds is only the network's. */
    private static void await(Future<Void> closing) {
        closing.toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                .join();
    }

    private static Fetcher fetcher(Vertx vertx, CrawlOptions options) throws UsageException {
        try {
            return new Fetcher(vertx, options.fetch());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** A kill between the directory's creation and the crawl's leaves a directory without one: then it begins anew. */
    private static int crawl(Scheduler scheduler, CrawlOptions options, boolean resume) {
        List<Integer> ids = scheduler.ids();
        long now = System.nanoTime();
        if (!resume || ids.isEmpty()) {
            return scheduler.create(options.spec(), now, Instant.now());
        }
        int crawl = ids.getFirst();
        scheduler.change(crawl, options.goingOn(scheduler.status(crawl).spec()));
        scheduler.resume(crawl, now);
        return crawl;
    }
}
