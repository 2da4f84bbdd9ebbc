package io.orbweaver.message;

import io.orbweaver.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links that were found in one place and passed scope and depth there.
 *
 * @param depth of the links, not of the page; 0 for seeds
 * @param seed whether a user named them, or a seed redirected or refreshed to them
 * @param referrer the page they were found on, null for seeds
 * @param chain the URLs that redirected or refreshed here, oldest first
 */
public record Discovery(
        int crawl, int depth, boolean seed, @Nullable String referrer, List<String> chain, List<Url> links) {

    public static Discovery nothing(int crawl) {
        return new Discovery(crawl, 0, false, null, List.of(), List.of());
    }
}
