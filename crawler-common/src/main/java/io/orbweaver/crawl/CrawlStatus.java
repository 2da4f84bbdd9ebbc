package io.orbweaver.crawl;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A crawl as users see it: what was asked for, how far it is, why it ended. A consistent copy, safe on any thread. */
public record CrawlStatus(
        long id,
        CrawlSpec spec,
        State state,
        @Nullable Reason reason,
        Instant created,
        Instant started,
        @Nullable Instant finished,
        Counts counts) {

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
        return new CrawlStatus(id, spec, state, reason, created, started, finished, rated);
    }

    /** Names as in the REST API, in lower case. */
    public enum State {
        RUNNING,
        PAUSED,
        STOPPING,
        FINISHED,
        STOPPED,
        FAILED
    }

    /** Why a crawl ended. */
    public enum Reason {
        EXHAUSTED("exhausted"),
        MAX_PAGES("maxPages"),
        MAX_BYTES("maxBytes"),
        MAX_DURATION("maxDuration"),
        STOPPED("stopped");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
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
