package io.orbweaver.crawl;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A crawl as users see it: what was asked for, how far it is, why it ended. A consistent copy, safe on any thread.
 *
 * @param lostShards shards that were given up with what the crawl had there, in order; not in {@code counts} any more
 */
public record CrawlStatus(
        long id,
        CrawlSpec spec,
        State state,
        @Nullable Reason reason,
        Instant created,
        Instant started,
        @Nullable Instant finished,
        Counts counts,
        List<Integer> lostShards) {

    /** Returns this status with the rates that only who watches the crawl over time can know. */
    public CrawlStatus withRates(double pagesPerSecond, double bytesPerSecond) {
        Counts rated = new Counts(
                counts.discovered(),
                counts.queued(),
                counts.inFlight(),
                counts.fetched(),
                counts.redirects(),
                counts.failed(),
                counts.excluded(),
                counts.duplicates(),
                counts.bytes(),
                counts.byStatus(),
                counts.failures(),
                counts.excludedBy(),
                pagesPerSecond,
                bytesPerSecond,
                counts.activeHosts());
        return new CrawlStatus(id, spec, state, reason, created, started, finished, rated, lostShards);
    }

    /** Names as in the REST API, in lower case. */
    public enum State implements Coded {
        RUNNING(0),
        PAUSED(1),
        STOPPING(2),
        FINISHED(3),
        STOPPED(4),
        FAILED(5);

        private final int code;

        State(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Why a crawl ended. */
    public enum Reason implements Coded {
        EXHAUSTED("exhausted", 1),
        MAX_PAGES("maxPages", 2),
        MAX_BYTES("maxBytes", 3),
        MAX_DURATION("maxDuration", 4),
        STOPPED("stopped", 5);

        private final String label;
        private final int code;

        Reason(String label, int code) {
            this.label = label;
            this.code = code;
        }

        public String label() {
            return label;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /**
     * How much was done.
     *
     * @param discovered distinct URLs admitted
     * @param fetched committed pages: answers other than redirects and 304, whatever their status
     * @param failed URLs that failed for good
     * @param excluded URLs and links left out, see {@code excludedBy}
     * @param duplicates pages whose body was already there in the same crawl and registrable domain
     * @param bytes body bytes received
     * @param byStatus pages and redirects by HTTP status
     * @param redirects committed redirect hops
     */
    public record Counts(
            long discovered,
            long queued,
            long inFlight,
            long fetched,
            long redirects,
            long failed,
            long excluded,
            long duplicates,
            long bytes,
            Map<Integer, Long> byStatus,
            Map<FailureKind, Long> failures,
            Map<Exclusion, Long> excludedBy,
            double pagesPerSecond,
            double bytesPerSecond,
            long activeHosts) {}
}
