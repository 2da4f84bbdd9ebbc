package io.orbweaver.route;

import io.orbweaver.message.Discovery;
import java.util.Map;

/**
 * Links on their way to the shards that own them.
 *
 * @param from the shard that found them, or {@link #SEEDS}
 * @param sequence grows with every batch of the sender; one that comes again has the same
 * @param byShard what each shard gets
 */
public record LinkBatch(int from, long sequence, Map<Integer, Discovery> byShard) {
    /** What stands for the scheduler's seed spool in place of a shard. */
    public static final int SEEDS = 0xffff;
}
