package io.orbweaver.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl knows of one URL, and why it is where it is. Field names are those of the REST API. Immutable.
 *
 * @param url in normal form
 * @param reason the kind of failure, the exclusion, {@code duplicate} for a page, or what a queued URL waits for:
 *     {@code retry}, {@code backoff}, {@code limit}; null where there is nothing to say. Of an unknown or queued URL it
 *     may be the exclusion that awaits it
 * @param rule what decided: a pattern, a line of robots.txt, the limit; null where no rule did
 * @param detail the rest in words, null where nothing is left to say
 * @param worker who owns the shard, null where it was read from the disk of none
 * @param depth null where it is not known
 * @param attempts requests for it that have ended, well or not
 * @param nextAttempt before this time there is no request; null where one may be made as soon as the crawl runs
 * @param referrer the page it was found on, null for seeds and where that is not kept
 * @param redirectedFrom the URLs that redirected here, oldest first
 * @param sitemapLastModified when the page changed last as a sitemap of its host says, null where none does
 * @param scope what the crawl's scope says of it now
 * @param page the record, null where the URL was not answered
 */
public record Explanation(
        String url,
        State state,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable String detail,
        int shard,
        @Nullable String worker,
        @Nullable Integer depth,
        int attempts,
        @Nullable Instant nextAttempt,
        @Nullable String referrer,
        List<String> redirectedFrom,
        @Nullable Instant sitemapLastModified,
        Scope scope,
        Host host,
        Politeness politeness,
        @Nullable PageRecord page) {

    public Explanation {
        redirectedFrom = List.copyOf(redirectedFrom);
    }

    /**
     * Returns the same as the running worker sees it.
     *
     * @param fetching whether its request is under way, or has ended and is not stored yet
     * @param turn when its host has its next turn, null where that is not known
     */
    public Explanation seenBy(String owner, boolean fetching, @Nullable Instant turn) {
        boolean queued = state == State.QUEUED && !fetching;
        boolean later = queued && turn != null && (nextAttempt == null || turn.isAfter(nextAttempt));
        return new Explanation(
                url,
                fetching ? State.FETCHING : state,
                fetching ? null : reason,
                fetching ? null : rule,
                fetching ? null : detail,
                shard,
                owner,
                depth,
                attempts,
                later ? turn : queued ? nextAttempt : null,
                referrer,
                redirectedFrom,
                sitemapLastModified,
                scope,
                host,
                politeness,
                page);
    }

    /** Names as in the REST API, in lower case. */
    public enum State {
        /** Never admitted: not found yet, or only by links that were left out. */
        UNKNOWN,
        QUEUED,
        FETCHING,
        FETCHED,
        REDIRECTED,
        EXCLUDED,
        FAILED
    }

    /** Whether the URL is in scope, and by which rule. */
    public record Scope(boolean included, String rule) {}

    /**
     * The URL's host in this crawl.
     *
     * @param queued URLs in its queue
     * @param waiting URLs that wait for another attempt
     * @param fetched committed pages
     * @param failures in a row, since it last answered well
     */
    public record Host(String name, long queued, long waiting, long fetched, int failures) {}

    /**
     * The politeness in force for the host.
     *
     * @param pagesPerDay zero means no limit
     * @param window when requests may start, null means always
     * @param sources where each setting comes from: {@code domain example.com}, {@code crawl} or {@code default}
     */
    public record Politeness(
            Duration delay,
            int connections,
            boolean robots,
            long pagesPerDay,
            @Nullable String window,
            boolean blocked,
            Map<String, String> sources) {}
}
