package io.orbweaver.message;

import io.orbweaver.crawl.CrawlSpec;
import java.util.List;
import java.util.Set;

/**
 * What the scheduler answers. It is on the scheduler's disk before it is sent.
 *
 * @param crawls every crawl there is; one that is absent is deleted
 * @param grants permits granted since the crawl began, for the shards that reported
 * @param reclaim crawls whose free permits are wanted elsewhere
 */
public record HeartbeatReply(List<Order> crawls, List<Grant> grants, Set<Integer> reclaim) {

    /**
     * One crawl as it should be.
     *
     * @param version grows with every change of the order
     * @param seeds what makes the scope: the seeds, and what they redirected to
     * @param running whether requests may start
     * @param round of the end-of-crawl question
     */
    public record Order(int crawl, long version, CrawlSpec spec, List<String> seeds, boolean running, long round) {}

    /** Permits of one crawl for one shard: {@code total} since the crawl began. */
    public record Grant(int shard, int crawl, long total) {}
}
