package io.orbweaver.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code politeness.domains.<pattern>}: what a domain's rule says; null where it says nothing and the next weaker source
 * decides (the crawl, then the default).
 *
 * @param adaptive the multiple of the last response's duration that the delay is at least
 * @param pagesPerDay per host and UTC day; 0 = no limit
 * @param window {@code HH:MM-HH:MM Zone}: when requests may start
 * @param blocked nothing at all is requested, robots.txt included
 */
public record PolitenessRule(
        @Nullable Duration delay,
        @Nullable Integer connections,
        @Nullable Double adaptive,
        @Nullable Boolean robots,
        @Nullable Duration maxCrawlDelay,
        @Nullable Long pagesPerDay,
        @Nullable String window,
        @Nullable Boolean blocked) {}
