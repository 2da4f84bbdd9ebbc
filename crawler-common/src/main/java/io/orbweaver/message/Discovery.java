package io.orbweaver.message;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links that were found in one place and passed scope and depth there.
 *
 * @param depth of the links, not of the page; 0 for seeds
 * @param seed whether a user named them, or a seed redirected or refreshed to them
 * @param referrer the page they were found on, null for seeds
 * @param chain the URLs that redirected or refreshed here, oldest first
 * @param sitemap what the links are as sitemaps, null where they are pages
 * @param lastModified when links changed last, for those of which a sitemap says it; may hold others too
 */
public record Discovery(
        int crawl,
        int depth,
        boolean seed,
        @Nullable String referrer,
        List<String> chain,
        List<Url> links,
        @Nullable Sitemap sitemap,
        Map<Url, Instant> lastModified) {

    /** Links to pages. */
    public Discovery(
            int crawl, int depth, boolean seed, @Nullable String referrer, List<String> chain, List<Url> links) {
        this(crawl, depth, seed, referrer, chain, links, null, Map.of());
    }

    /** Returns the same with only some of the links. */
    public Discovery only(List<Url> some) {
        return new Discovery(crawl, depth, seed, referrer, chain, some, sitemap, lastModified);
    }

    public static Discovery nothing(int crawl) {
        return new Discovery(crawl, 0, false, null, List.of(), List.of());
    }
}
