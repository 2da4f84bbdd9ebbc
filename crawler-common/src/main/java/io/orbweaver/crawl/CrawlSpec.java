package io.orbweaver.crawl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of one crawl. Immutable; the JSON of {@code POST /crawls} has the same names. Defaults lie in
 * {@link #defaults(List)}.
 *
 * @param name free text, may be empty
 * @param seeds URLs as the user wrote them
 * @param headers request fields added to every request of this crawl
 */
public record CrawlSpec(
        String name,
        List<String> seeds,
        Scope scope,
        Limits limits,
        Manners politeness,
        Follow follow,
        Map<String, String> headers) {

    public CrawlSpec {
        seeds = List.copyOf(seeds);
        headers = Map.copyOf(headers);
    }

    public static CrawlSpec defaults(List<String> seeds) {
        return new CrawlSpec(
                "",
                seeds,
                new Scope(Scope.Mode.DOMAIN, List.of(), List.of()),
                new Limits(1000, 5, 0, 0, Duration.ZERO),
                new Manners(null, null, null),
                new Follow(true, false, true),
                Map.of());
    }

    /**
     * Which links belong to the crawl. Seeds always do.
     *
     * @param include RE2 patterns, found anywhere in the URL; none means all
     * @param exclude RE2 patterns; one that is found wins over every include
     */
    public record Scope(Mode mode, List<String> include, List<String> exclude) {
        /** {@code PREFIX}: up to the seed's last slash. {@code DOMAIN}: the seed's registrable domain. */
        public enum Mode implements Coded {
            HOST(0),
            DOMAIN(1),
            PREFIX(2),
            ANY(3);

            private final int code;

            Mode(int code) {
                this.code = code;
            }

            @Override
            public int code() {
                return code;
            }
        }

        public Scope {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /** Zero means no limit everywhere. Links from a seed have depth 1. */
    public record Limits(long maxPages, int maxDepth, long maxPagesPerHost, long maxBytes, Duration maxDuration) {}

    /** What the crawl asks for in politeness; null leaves it to the node's configuration. A domain's rule beats it. */
    public record Manners(
            @Nullable Duration delay,
            @Nullable Integer connections,
            @Nullable Boolean robots) {}

    /** {@code nofollow}: whether links marked nofollow are followed all the same. */
    public record Follow(boolean sitemaps, boolean nofollow, boolean canonical) {}
}
