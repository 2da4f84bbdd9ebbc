package io.orbweaver.embedded;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.app.CrawlSessions;
import io.orbweaver.app.OptionsFile;
import io.orbweaver.app.UsageException;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.DataDirectoryException;
import io.orbweaver.store.RocksStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens crawls in this process. What is wrong with the options is found before anything is touched. */
public final class EmbeddedCrawls implements CrawlSessions {

    @Override
    public CrawlSession start(CrawlOptions options) throws UsageException {
        if (DataDirectory.exists(options.data())) {
            throw new UsageException("The directory " + options.data() + " holds a crawl already: go on with it by"
                    + " --resume, or name another directory with --data.");
        }
        return open(options, false);
    }

    @Override
    public CrawlSession resume(CrawlOptions options) throws UsageException {
        return open(options, true);
    }

    private static CrawlSession open(CrawlOptions options, boolean resume) throws UsageException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors()))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        boolean opened = false;
        try {
            CrawlSession session = open(options, resume, vertx, fetcher(vertx, options));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                vertx.close();
            }
        }
    }

    private static Fetcher fetcher(Vertx vertx, CrawlOptions options) throws UsageException {
        try {
            return new Fetcher(vertx, options.fetch());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static CrawlSession open(CrawlOptions options, boolean resume, Vertx vertx, Fetcher fetcher)
            throws UsageException {
        DataDirectory directory = null;
        RocksStore store = null;
        boolean opened = false;
        try {
            directory = DataDirectory.open(options.data(), null);
            store = directory.openStore(EmbeddedCrawl.storeSettings());
            OptionsFile.write(options);
            Scheduler scheduler = new Scheduler(store, EmbeddedCrawl.SHARDS, System.nanoTime());
            int crawl = crawl(scheduler, options, resume);
            CrawlSession session = new EmbeddedCrawl(vertx, fetcher, directory, store, scheduler, crawl, options);
            opened = true;
            return session;
        } catch (DataDirectoryException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("The data directory " + options.data() + " cannot be written (" + e.getMessage()
                    + "): let this user write to it, or name another directory with --data.");
        } finally {
            if (!opened) {
                close(store, directory);
            }
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
        scheduler.change(crawl, options.spec());
        scheduler.resume(crawl, now);
        return crawl;
    }

    private static void close(@Nullable RocksStore store, @Nullable DataDirectory directory) {
        if (store != null) {
            store.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
