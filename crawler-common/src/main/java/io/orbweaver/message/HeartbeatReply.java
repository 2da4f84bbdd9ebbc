package io.orbweaver.message;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler answers. It is on the scheduler's disk before it is sent. Holds only what is newer than what the
 * worker has.
 *
 * @param sequence of the heartbeat
 * @param opening which start of the scheduler answers; grows with each
 * @param version of the orders that the worker has with this
 * @param whole whether {@code crawls} are all crawls there are, so that others are deleted
 * @param crawls orders that changed
 * @param newest the highest number that a crawl was given so far
 * @param deleted crawls that are deleted
 * @param rounds of the end-of-crawl question, by crawl, where they changed
 * @param grants permits granted since the crawl began, for the shards that reported
 * @param reclaim crawls whose free permits are wanted elsewhere
 * @param table null where the worker has it
 * @param rules null where the worker has them
 */
public record HeartbeatReply(
        long sequence,
        long opening,
        long version,
        boolean whole,
        List<Order> crawls,
        int newest,
        Set<Integer> deleted,
        Map<Integer, Long> rounds,
        List<Grant> grants,
        Set<Integer> reclaim,
        @Nullable ShardTable table,
        @Nullable Rules rules) {

    /**
     * One crawl as it should be.
     *
     * @param version grows with every change of the order
     * @param seeds what makes the scope: the seeds, and what they redirected to
     * @param running whether requests may start
     */
    public record Order(int crawl, long version, CrawlSpec spec, List<String> seeds, boolean running) {}

    /** Permits of one crawl for one shard: {@code total} since the crawl began, or since the shard began empty. */
    public record Grant(int shard, int crawl, long total) {}

    /** Politeness as it is in force everywhere; {@code version} grows with every change. */
    public record Rules(long version, PolitenessConfig politeness) {}
}
