package io.orbweaver.politeness;

import io.orbweaver.config.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The politeness in force for one host and crawl. Immutable.
 *
 * @param delay from the end of a response to the next request; zero means none
 * @param adaptive the multiple of the last response's duration that the delay is at least; zero means none
 * @param maxCrawlDelay what a longer Crawl-delay is cut to; zero means no limit
 * @param pagesPerDay per UTC day; zero means no limit
 * @param window when requests may start; null means at all times
 * @param blocked nothing at all is requested, robots.txt included
 * @param source the strongest source that has a say: {@code domain example.com}, {@code crawl} or {@code default}
 */
public record Effective(
        Duration delay,
        int connections,
        double adaptive,
        boolean robots,
        Duration maxCrawlDelay,
        long pagesPerDay,
        @Nullable Window window,
        boolean blocked,
        String source) {}
