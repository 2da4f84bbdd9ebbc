package io.orbweaver.config;

import java.time.Duration;
import java.util.Map;

/**
 * {@code politeness.*}: the default, and rules by domain ({@code example.com}: it and every host below it;
 * {@code *.example.org}: only those below).
 */
public record PolitenessConfig(Defaults standard, Map<String, PolitenessRule> domains) {

    /** What holds where neither a rule nor the crawl says otherwise. A longer Crawl-delay is cut to the last. */
    public record Defaults(Duration delay, int connections, double adaptive, boolean robots, Duration maxCrawlDelay) {}

    public PolitenessConfig {
        domains = Map.copyOf(domains);
    }

    public static PolitenessConfig defaults() {
        return new PolitenessConfig(
                new Defaults(Duration.ofSeconds(1), 1, 0.0, true, Duration.ofSeconds(60)), Map.of());
    }
}
