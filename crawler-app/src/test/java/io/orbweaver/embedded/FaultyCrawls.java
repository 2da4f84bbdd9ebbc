package io.orbweaver.embedded;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.app.CrawlSessions;
import io.orbweaver.app.OpenParts;
import io.orbweaver.app.OptionsFile;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.KeyValueStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Opens crawls as {@link EmbeddedCrawls} does, on a store that something is put around. */
final class FaultyCrawls<S extends KeyValueStore> implements CrawlSessions {
    private final Function<KeyValueStore, S> around;
    private S store;

    FaultyCrawls(Function<KeyValueStore, S> around) {
        this.around = around;
    }

    S store() {
        return store;
    }

    @Override
    public CrawlSession start(CrawlOptions options) {
        OpenParts parts = new OpenParts();
        try {
            Vertx vertx = Vertx.vertx();
            parts.add(() -> vertx.close().await());
            Fetcher fetcher = new Fetcher(vertx, options.fetch());
            parts.add(() -> fetcher.close().await());
            DataDirectory directory = DataDirectory.open(options.data(), null);
            parts.add(directory::close);
            store = around.apply(directory.openStore(EmbeddedCrawl.storeSettings()));
            parts.add(store::close);
            OptionsFile.write(options);
            Scheduler scheduler = new Scheduler(
                    store,
                    new Scheduler.Settings(
                            directory.clusterId(),
                            EmbeddedCrawl.SHARDS,
                            Duration.ZERO,
                            Duration.ZERO,
                            options.politeness()),
                    System.nanoTime());
            int crawl = scheduler.create(options.spec(), System.nanoTime(), Instant.now());
            Provenance provenance = EmbeddedCrawls.provenance(
                    directory.clusterId(), scheduler.status(crawl), fetcher.userAgent(), options);
            return new EmbeddedCrawl(parts, vertx, fetcher, store, scheduler, provenance, options, null);
        } catch (IOException e) {
            parts.closeAfter(e);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    @Override
    public CrawlSession resume(CrawlOptions options) {
        throw new IllegalStateException("only new crawls break here");
    }
}
