package io.orbweaver.message;

import java.util.List;
import java.util.Map;

/**
 * What a worker tells the scheduler, several times a second, and sooner when something waits for an answer. Everything
 * in it is a total that only grows or the state at the time of sending, so that heartbeats may be lost, doubled or late.
 *
 * @param worker its stable name
 * @param epoch of its shards: higher at each opening
 * @param seeds URLs that seeds redirected to, by crawl, until the scheduler has them: they widen the scope
 */
public record Heartbeat(
        String worker,
        long epoch,
        List<CrawlReport> crawls,
        List<PermitReport> permits,
        Map<Integer, List<String>> seeds) {

    /**
     * One crawl on the worker's shards.
     *
     * @param round the last round of the end-of-crawl question the worker had been asked when it sent this
     * @param idle nothing is queued, waiting, in flight, being committed or in its outbox
     */
    public record CrawlReport(int crawl, long round, boolean idle, int inFlight, int activeHosts, Tally tally) {}

    /** Permits of one crawl on one shard; {@code used} and {@code returned} only grow. */
    public record PermitReport(int shard, int crawl, long used, long returned, boolean wanted) {}
}
