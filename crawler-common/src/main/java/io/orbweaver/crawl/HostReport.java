package io.orbweaver.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a host stands. Field names are those of the REST API. Immutable.
 *
 * @param known whether anything of it was ever queued
 * @param queueLength URLs of all crawls in its queues, those being fetched included
 * @param waiting URLs that wait for another attempt
 * @param lastResponse when its last response ended, null where there was none
 * @param nextFetch when the next request may start, null where nothing is queued or nothing may be requested
 * @param failures in a row, since it last answered well
 * @param backoffUntil until when it is left alone because of them, null where it is not
 * @param rule the strongest source that has a say in the politeness: {@code domain example.com}, {@code crawl} or
 *     {@code default}
 * @param politeness in force; where crawls ask for different delays, the largest
 * @param robots of each of its origins that is known or was asked for
 * @param errors how many of its URLs failed, by kind
 * @param errorsComplete whether all of its URLs were counted in {@code errors}, which is left off at some thousands
 */
public record HostReport(
        String host,
        int shard,
        String worker,
        boolean known,
        long queueLength,
        long waiting,
        long fetched,
        int inFlight,
        @Nullable Instant lastResponse,
        @Nullable Instant nextFetch,
        int failures,
        @Nullable Instant backoffUntil,
        String rule,
        Explanation.Politeness politeness,
        List<Robots> robots,
        Map<String, Long> errors,
        boolean errorsComplete,
        List<Crawl> crawls) {

    /**
     * The robots.txt of one origin.
     *
     * @param state {@code unknown}, {@code asking}, {@code known} or {@code failed}
     * @param failure the kind of failure, else null
     */
    public record Robots(
            String origin,
            String state,
            @Nullable String failure,
            @Nullable String detail,
            @Nullable Duration crawlDelay) {}

    /** What a crawl has there. */
    public record Crawl(long id, long queued, long waiting, long fetched) {}
}
