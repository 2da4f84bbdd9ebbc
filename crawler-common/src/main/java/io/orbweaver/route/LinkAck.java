package io.orbweaver.route;

import java.util.Set;

/** These shards have the batch durably. */
public record LinkAck(int from, long sequence, Set<Integer> shards) {}
