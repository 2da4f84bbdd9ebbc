package io.orbweaver.route;

import java.util.Set;

/**
 * These shards have a batch durably.
 *
 * @param from the shard that sent it, or {@link LinkBatch#SEEDS}
 * @param sequence of the batch
 */
public record LinkAck(int from, long sequence, Set<Integer> shards) {}
