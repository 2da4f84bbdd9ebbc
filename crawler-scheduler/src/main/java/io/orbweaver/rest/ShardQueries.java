package io.orbweaver.rest;

import io.vertx.core.Future;

/** How the owners of shards are asked, over the network or within the process. Any thread. */
public interface ShardQueries {
    /**
     * Hands an encoded {@link io.orbweaver.message.ShardQuestion} to the owner of the shard and returns its encoded
     * answer, on any thread and within a bounded time. Fails with {@link OwnerAwayException} where nobody owns the shard
     * or its owner does not answer.
     */
    Future<byte[]> ask(int shard, byte[] question);
}
