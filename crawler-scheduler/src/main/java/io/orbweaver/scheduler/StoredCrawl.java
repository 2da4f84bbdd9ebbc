package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.store.KeyValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crawl as it lies on disk, for those who only look. Immutable.
 *
 * @param scopeSeeds what makes its scope: the seeds, and what they redirected to
 * @param reason why it ended, null where it has not
 */
public record StoredCrawl(
        int id,
        CrawlSpec spec,
        List<String> scopeSeeds,
        @Nullable Reason reason) {

    /** Returns the crawls of a store, which is not changed. */
    public static List<StoredCrawl> all(KeyValueStore store) {
        return Journal.crawls(store).stream()
                .map(row -> new StoredCrawl(row.id(), row.spec(), row.scopeSeeds(), row.reason()))
                .toList();
    }
}
