package io.orbweaver.worker;

import java.util.Set;

/** What a worker has to do about its shards, one step after the other, because the shard table wants it. */
public sealed interface ShardStep {
    /** Begin to work on shards, whose data is here. {@code epoch}: of the ownership. */
    record Open(Set<Integer> shards, long epoch) implements ShardStep {}

    /** Whatever is here of the shard is stale: it begins empty. */
    record Clear(int shard, long epoch) implements ShardStep {}

    /** Nothing is under way in the shard any more: let go of it. */
    record Close(int shard) implements ShardStep {}

    /** Get the shard, as it was left in that epoch, from the worker that has let go of it. */
    record Receive(int shard, String from, long epoch) implements ShardStep {}

    /** Somebody else has the shard: delete what is here. */
    record Drop(int shard) implements ShardStep {}
}
