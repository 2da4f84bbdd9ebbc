package io.orbweaver.embedded;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.app.Explanations;
import io.orbweaver.app.UsageException;
import io.orbweaver.commit.StoredUrl;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.explain.Explainer;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.scheduler.StoredCrawl;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.DataDirectoryException;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Url;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Explains URLs of crawls that were made in one process and do not run: from their data directory, which is locked meanwhile. */
public final class StoredExplanations implements Explanations {

    @Override
    public Explanation explain(Path data, PolitenessConfig politeness, Url url) throws UsageException {
        if (!DataDirectory.exists(data)) {
            throw noCrawl(data);
        }
        try (DataDirectory directory = DataDirectory.open(data, null);
                KeyValueStore store = directory.openStoreReadOnly(EmbeddedCrawl.storeSettings())) {
            List<StoredCrawl> crawls = StoredCrawl.all(store);
            if (crawls.isEmpty()) {
                throw noCrawl(data);
            }
            return explain(store, crawls.getFirst(), politeness, url);
        } catch (DataDirectoryException e) {
            throw new UsageException(
                    e.reason() == DataDirectoryException.Reason.IN_USE
                            ? "The data directory " + data + " is in use, probably by its crawl, which only it can"
                                    + " explain meanwhile: interrupt it (Ctrl-C), explain, and go on with --resume."
                            : String.valueOf(e.getMessage()));
        }
    }

    private static UsageException noCrawl(Path data) {
        return new UsageException(data + " holds no crawl: name the directory of a crawl with --data.");
    }

    private static Explanation explain(KeyValueStore store, StoredCrawl crawl, PolitenessConfig politeness, Url url) {
        List<Url> seeds = crawl.scopeSeeds().stream()
                .map(Url::parse)
                .filter(Objects::nonNull)
                .toList();
        ScopeFilter scope = new ScopeFilter(crawl.spec().scope(), seeds);
        Explainer explainer = new Explainer(
                new CrawlPlan(crawl.id(), crawl.spec(), scope, false), crawl.reason(), new PolitenessRules(politeness));
        return explainer.explain(url, StoredUrl.read(store, EmbeddedCrawl.SHARDS, crawl.id(), url), Instant.now());
    }
}
