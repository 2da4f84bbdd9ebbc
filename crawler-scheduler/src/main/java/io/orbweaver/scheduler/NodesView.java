package io.orbweaver.scheduler;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.ShardTable.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster by what the scheduler knows of it. On the scheduler's thread. */
public final class NodesView implements ClusterView {
    private final Ownership ownership;
    private final Scheduler scheduler;
    private final String cluster;
    private final String node;
    private final String address;
    private final Instant since;
    private final Supplier<Heartbeat.Health> health;

    /** {@code node}, {@code address}, {@code since}, {@code health}: of the scheduler itself. */
    public NodesView(
            Scheduler scheduler,
            String cluster,
            String node,
            String address,
            Instant since,
            Supplier<Heartbeat.Health> health) {
        this.scheduler = scheduler;
        this.ownership = scheduler.ownership();
        this.cluster = cluster;
        this.node = node;
        this.address = address;
        this.since = since;
        this.health = health;
    }

    @Override
    public Status status() {
        long now = System.nanoTime();
        Map<String, Integer> owned = new TreeMap<>();
        List<Shard> shards = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<Row> rows = ownership.table().rows();
        int unowned = 0;
        int moving = 0;
        for (int shard = 0; shard < rows.size(); shard++) {
            Row row = rows.get(shard);
            shards.add(new Shard(shard, row.owner(), row.epoch(), state(row), row.target()));
            if (row.owner() == null) {
                unowned++;
            } else {
                owned.merge(row.owner(), 1, Integer::sum);
                moving += row.target() == null ? 0 : 1;
            }
        }
        if (unowned > 0) {
            reasons.add(unowned + " of " + rows.size() + " shards have no owner"
                    + (ownership.nodes().isEmpty() ? ": no worker has joined" : ""));
        }
        List<Node> nodes = new ArrayList<>();
        Heartbeat.Health own = health.get();
        NodeState state = own.diskFull() ? NodeState.DISK_FULL : NodeState.READY;
        nodes.add(new Node(node, Role.SCHEDULER, address, state, since, 0, 0, load(own), disk(own)));
        for (NodeRow row : ownership.nodes().values()) {
            Node worker = worker(row, owned.getOrDefault(row.id(), 0), now);
            nodes.add(worker);
            if (worker.state() == NodeState.AWAY && worker.shards() > 0) {
                reasons.add(row.id() + " is away, whose " + worker.shards() + " shards wait for it");
            } else if (worker.state() == NodeState.DISK_FULL) {
                reasons.add(row.id() + " has nearly no disk left");
            }
        }
        if (moving > 0) {
            reasons.add(moving + (moving == 1 ? " shard is on its way" : " shards are on their way"));
        }
        return new Status(cluster, reasons.isEmpty(), reasons, nodes, shards);
    }

    private Node worker(NodeRow row, int shards, long now) {
        Presence presence = ownership.present().get(row.id());
        boolean alive = presence != null && presence.alive(now);
        NodeState state = !alive
                ? NodeState.AWAY
                : presence.health.diskFull()
                        ? NodeState.DISK_FULL
                        : row.draining() ? NodeState.DRAINING : presence.settled ? NodeState.READY : NodeState.JOINING;
        Heartbeat.Health health = presence == null ? Heartbeat.Health.GOOD : presence.health;
        @Nullable Double load = alive ? load(health) : null;
        long lag = presence == null ? 0 : Duration.ofNanos(now - presence.heard).toMillis();
        return new Node(row.id(), Role.WORKER, row.address(), state, row.since(), shards, lag, load, disk(health));
    }

    private static @Nullable Double load(Heartbeat.Health health) {
        return health.loadPerMille() < 0 ? null : health.loadPerMille() / 1000.0;
    }

    private static @Nullable Disk disk(Heartbeat.Health health) {
        return health.diskBytes() == 0 ? null : new Disk(health.diskBytes(), health.diskFree());
    }

    private static ShardState state(Row row) {
        if (row.owner() == null) {
            return ShardState.UNOWNED;
        }
        return row.target() == null ? ShardState.OWNED : row.closed() ? ShardState.MOVING : ShardState.CLOSING;
    }

    @Override
    public void drain(String id) {
        if (!scheduler.drain(id)) {
            throw new NoSuchNodeException(id);
        }
    }

    @Override
    public void lost(String id) {
        if (!ownership.nodes().containsKey(id)) {
            throw new NoSuchNodeException(id);
        }
        Duration left = scheduler.lost(id, System.nanoTime());
        if (!left.isZero()) {
            throw new WrongStateException(id + " may still be fetching: its lease runs for another "
                    + Math.max(1, left.toSeconds()) + " s. End it, and ask again then.");
        }
    }
}
