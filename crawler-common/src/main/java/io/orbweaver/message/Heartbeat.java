package io.orbweaver.message;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a worker tells the scheduler, several times a second, and sooner when something waits for an answer. Everything
 * in it is a total that only grows or the state at the time of sending, so that heartbeats may be lost, doubled or late.
 * Of crawls and permits only those come that changed since the last one that was answered.
 *
 * @param worker its stable name
 * @param epoch of the process, as {@link HelloReply.Welcome} gave it
 * @param sequence grows with each of the process; the answer has the same
 * @param known what the worker has of what the scheduler decides
 * @param shards how far it is with what the table wants
 * @param seeds URLs that seeds redirected to, by crawl, until the scheduler has them: they widen the scope
 * @param health what keeps it from working
 */
public record Heartbeat(
        String worker,
        long epoch,
        long sequence,
        Known known,
        ShardReport shards,
        List<CrawlReport> crawls,
        List<PermitReport> permits,
        Map<Integer, List<String>> seeds,
        Health health) {

    /**
     * Versions of what the worker has; zero: nothing.
     *
     * @param opening which start of the scheduler it heard from last
     */
    public record Known(long opening, long orders, long table, long rules) {}

    /**
     * Shards on the move.
     *
     * @param settled whether all that the known table wants is done
     * @param closed shards that are to go elsewhere and with which nothing is done any more
     * @param counters of those, by shard and crawl: nobody else reports them meanwhile
     * @param received shards that came from elsewhere, whole, each with the epoch in which it was left there: a move
     *     that was called off may have been planned anew, and what came before is stale then
     */
    public record ShardReport(
            boolean settled,
            Set<Integer> closed,
            Map<Integer, Map<Integer, Tally>> counters,
            Map<Integer, Long> received) {
        public static final ShardReport SETTLED = new ShardReport(true, Set.of(), Map.of(), Map.of());
    }

    /**
     * One crawl on the worker's shards.
     *
     * @param round the last round of the end-of-crawl question the worker had been asked when it sent this
     * @param idle nothing is queued, waiting, in flight, being committed or in its outbox
     */
    public record CrawlReport(int crawl, long round, boolean idle, int inFlight, int activeHosts, Tally tally) {}

    /** Permits of one crawl on one shard; {@code used} and {@code returned} only grow. */
    public record PermitReport(int shard, int crawl, long used, long returned, boolean wanted) {}

    /**
     * The worker's machine.
     *
     * @param diskFull whether it stopped because nearly nothing is left of the disk
     * @param diskBytes what its store takes
     * @param diskFree bytes that are left on its disk
     * @param loadPerMille of its processors' time, what the process has used lately; negative where that is not known
     * @param leaving whether it is about to end
     */
    public record Health(boolean diskFull, long diskBytes, long diskFree, int loadPerMille, boolean leaving) {
        public static final Health GOOD = new Health(false, 0, 0, -1, false);
    }
}
