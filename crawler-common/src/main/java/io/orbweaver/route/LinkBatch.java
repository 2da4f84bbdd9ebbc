package io.orbweaver.route;

import io.orbweaver.message.Discovery;
import java.util.List;
import java.util.Map;

/**
 * Links on their way to the shards that own them.
 *
 * @param from the shard that found them, or {@link #SEEDS}
 * @param sequence grows with every batch of the sender; one that comes again has the same
 * @param version of the crawl's order that the sender knows: a receiver that knows only earlier ones has to wait, as its
 *     scope may be narrower than the one the links were found in
 * @param byShard what each shard gets, all of one crawl
 */
public record LinkBatch(int from, long sequence, long version, Map<Integer, List<Discovery>> byShard) {
    /** What stands for the scheduler's seed spool in place of a shard. */
    public static final int SEEDS = 0xffff;

    /** Returns the crawl of all of its links. */
    public int crawl() {
        return byShard.values().iterator().next().getFirst().crawl();
    }
}
