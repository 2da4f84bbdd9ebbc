package io.orbweaver.scheduler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster as users see and steer it. All calls belong to the scheduler's thread. */
public interface ClusterView {
    /** Returns how the cluster stands. */
    Status status();

    /**
     * Begins to move all shards of a worker away, durably. Asking again changes nothing.
     *
     * @throws NoSuchNodeException where no worker has that id
     * @throws WrongStateException where it cannot be drained, with a sentence that says why
     */
    void drain(String node);

    /**
     * Declares a worker gone for good, durably: its shards start empty elsewhere. Asking again changes nothing.
     *
     * @throws NoSuchNodeException where no worker has that id
     * @throws WrongStateException where it is not away, with a sentence that says so
     */
    void lost(String node);

    /** What a node is. */
    enum Role {
        SCHEDULER,
        WORKER
    }

    /** How a node is; names as in the REST API, with a dash for the underscore. */
    enum NodeState {
        READY,
        JOINING,
        DRAINING,
        DISK_FULL,
        STORE_CORRUPT,
        AWAY
    }

    /** How a shard is. {@code CLOSING} and {@code MOVING}: on its way to another worker. */
    enum ShardState {
        OWNED,
        CLOSING,
        MOVING,
        UNOWNED
    }

    /**
     * One node.
     *
     * @param address where its metrics and health are served, as a URL; null where that is not known
     * @param since when it came into its state
     * @param shards how many it owns
     * @param lagMillis since its last heartbeat; 0 for the scheduler
     * @param load share of its processors in use, from 0 to 1; null where that is not known
     * @param disk null where that is not known
     */
    record Node(
            String id,
            Role role,
            @Nullable String address,
            NodeState state,
            Instant since,
            int shards,
            long lagMillis,
            @Nullable Double load,
            @Nullable Disk disk) {}

    /** In bytes. {@code used}: by the node's store. */
    record Disk(long used, long free) {}

    /**
     * One shard.
     *
     * @param owner null where it has none
     * @param target where it moves to, null where it stays
     */
    record Shard(
            int number,
            @Nullable String owner,
            long epoch,
            ShardState state,
            @Nullable String target) {}

    /**
     * The whole.
     *
     * @param safe whether every shard has an owner that is heard
     * @param reasons why it is not; empty where it is
     */
    record Status(String name, boolean safe, List<String> reasons, List<Node> nodes, List<Shard> shards) {
        public Status {
            reasons = List.copyOf(reasons);
            nodes = List.copyOf(nodes);
            shards = List.copyOf(shards);
        }
    }
}
