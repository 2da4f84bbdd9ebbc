package io.orbweaver.scheduler;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.message.HelloReply.Refused;
import io.orbweaver.message.ShardTable;
import io.orbweaver.message.ShardTable.Row;
import io.orbweaver.store.Batch;
import io.orbweaver.store.KeyValueStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which shard: the one place where that is decided. A shard stays with the worker whose disk holds it, also
 * while that is away; it goes to another one only when the owner has let go of it, or an operator says that it is gone
 * for good. What is decided is on disk before anybody hears of it. Time is a parameter; owned by one thread.
 */
final class Ownership {
    /** Beyond the lease, for clocks that run at different speeds. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** Who is in the cluster and has not said hello by then is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ShardJournal journal;
    private final String clusterId;
    private final Duration lease;
    private final Duration settle;
    private final long startedAt;
    private final List<Row> rows;
    private final Map<String, NodeRow> nodes;
    private final Map<String, Presence> present = new HashMap<>();
    private ShardJournal.Head head;
    private long lastHello;
    private Set<String> expected = Set.of();
    /** The shares of these workers, found anew when others may have shards: every heartbeat asks. */
    private Set<String> shared = Set.of();

    private List<String> shares = List.of();
    private Batch batch = new Batch();
    private boolean changed;

    /**
     * Opens what the store holds.
     *
     * @param settle how long after a worker came shards that nobody owns are given out, so that those who come together
     *     share them
     * @throws IllegalArgumentException where the cluster was begun with another number of shards
     */
    Ownership(KeyValueStore store, String clusterId, int shards, Duration lease, Duration settle, long now) {
        this.journal = new ShardJournal(store);
        this.clusterId = clusterId;
        this.lease = lease;
        this.settle = settle;
        this.startedAt = now;
        this.lastHello = now;
        this.head = journal.head();
        if (head.shards() != 0 && head.shards() != shards) {
            throw new IllegalArgumentException("cluster.shards is " + shards + ", but this cluster was begun with "
                    + head.shards() + ": write that number, it cannot be changed");
        }
        this.head = new ShardJournal.Head(head.version(), head.epoch(), shards);
        this.rows = journal.rows(shards);
        this.nodes = journal.nodes();
    }

    ShardTable table() {
        return new ShardTable(head.version(), rows);
    }

    long version() {
        return head.version();
    }

    @Nullable
    String owner(int shard) {
        return rows.get(shard).owner();
    }

    /** Whether the shard is in the hands of an owner who has it open, and reports it. */
    boolean arrived(int shard) {
        Row row = rows.get(shard);
        Presence presence = row.owner() == null ? null : present.get(row.owner());
        return row.settled() && presence != null && presence.settled;
    }

    /** Whether the worker has done all that the table wants of it. */
    boolean settled(String worker) {
        Presence presence = present.get(worker);
        return presence != null && presence.settled;
    }

    /** Whether every shard has an owner with whom it stays. */
    boolean stable() {
        return rows.stream().allMatch(Row::settled);
    }

    /** Returns the workers that own shards. */
    Set<String> owners() {
        Set<String> owners = new TreeSet<>();
        rows.forEach(row -> {
            if (row.owner() != null) {
                owners.add(row.owner());
            }
        });
        return owners;
    }

    Map<String, NodeRow> nodes() {
        return nodes;
    }

    Map<String, Presence> present() {
        return present;
    }

    /** Takes a worker in, under a new epoch, or says why not. */
    HelloReply hello(Hello hello, long now, Instant wall) {
        Refused refused = refused(hello, now);
        if (refused != null) {
            return refused;
        }
        Presence again = present.get(hello.node());
        NodeRow welcomed = nodes.get(hello.node());
        if (again != null && welcomed != null && again.process.equals(hello.process()) && again.sequence == 0) {
            // The answer was lost: it has done nothing under its epoch yet.
            again.heard = now;
            return new HelloReply.Welcome(clusterId, welcomed.epoch(), head.shards());
        }
        head = new ShardJournal.Head(head.version(), Math.max(head.epoch(), hello.highestEpoch()), head.shards());
        long epoch = nextEpoch();
        NodeRow before = nodes.get(hello.node());
        boolean draining = before != null && before.draining() && owners().contains(hello.node());
        NodeRow node = new NodeRow(hello.node(), hello.storeId(), epoch, hello.address(), wall, draining);
        nodes.put(node.id(), node);
        ShardJournal.put(batch, node);
        for (int shard = 0; shard < rows.size(); shard++) {
            Row row = rows.get(shard);
            if (node.id().equals(row.owner())) {
                set(shard, new Row(node.id(), epoch, row.since(), row.target(), false));
            }
        }
        present.put(node.id(), new Presence(hello.process(), now));
        lastHello = now;
        write();
        return new HelloReply.Welcome(clusterId, epoch, head.shards());
    }

    private @Nullable Refused refused(Hello hello, long now) {
        if (!hello.clusterId().isEmpty() && !hello.clusterId().equals(clusterId)) {
            return new Refused(
                    "the data directory belongs to the cluster " + hello.clusterId() + ", this one is " + clusterId
                            + ": give the node an empty directory by node.data, or join the cluster it belongs to",
                    false);
        }
        NodeRow known = nodes.get(hello.node());
        Presence presence = present.get(hello.node());
        boolean alive = presence != null && presence.alive(now);
        boolean another = known != null && !known.storeId().equals(hello.storeId());
        if (another && (alive || owners().contains(hello.node()))) {
            return new Refused(
                    "another data directory is in the cluster as " + hello.node() + (alive ? "" : " (it is away)")
                            + ": give this node a node.id of its own, or declare the other one lost",
                    false);
        }
        if (alive && !presence.process.equals(hello.process())) {
            return new Refused("another process of " + hello.node() + " is running, or ended a moment ago", true);
        }
        return null;
    }

    /**
     * These workers are members of the cluster, and say hello soon: shards that nobody owns wait for them for a while.
     * Whoever got all of them would have to hand most of them on.
     */
    void expect(Set<String> workers) {
        expected = Set.copyOf(workers);
    }

    /** Whether it is from the process that was welcomed last under its name. */
    boolean knows(Heartbeat beat) {
        NodeRow node = nodes.get(beat.worker());
        return node != null && node.epoch() == beat.epoch();
    }

    /** Takes in how far a known worker is; returns whether that is news, and not overtaken by a later heartbeat. */
    boolean heard(Heartbeat beat, long now) {
        NodeRow node = Objects.requireNonNull(nodes.get(beat.worker()));
        Presence presence = present.computeIfAbsent(node.id(), any -> new Presence(new UUID(0, 0), now));
        if (beat.sequence() != 0 && beat.sequence() <= presence.sequence) {
            return false;
        }
        presence.sequence = beat.sequence();
        presence.heard = now;
        presence.health = beat.health();
        for (int shard : beat.shards().closed()) {
            Row row = rows.get(shard);
            if (node.id().equals(row.owner()) && row.target() != null && !row.closed()) {
                set(shard, new Row(row.owner(), row.epoch(), row.since(), row.target(), true));
            }
        }
        long epoch = 0;
        for (Map.Entry<Integer, Long> received : beat.shards().received().entrySet()) {
            Row row = rows.get(received.getKey());
            if (node.id().equals(row.target()) && row.closed() && row.epoch() == received.getValue()) {
                epoch = epoch == 0 ? nextEpoch() : epoch;
                set(received.getKey(), new Row(node.id(), epoch, row.since(), null, false));
            }
        }
        plan(now);
        write();
        presence.settled = beat.shards().settled() && beat.known().table() == head.version();
        return true;
    }

    private void plan(long now) {
        Set<String> takers = new TreeSet<>();
        Set<String> candidates = new TreeSet<>();
        Set<String> owners = owners();
        for (NodeRow node : nodes.values()) {
            boolean alive = alive(node.id(), now);
            if (alive && !node.draining()) {
                takers.add(node.id());
            }
            // One that is away keeps its share.
            if (!node.draining() && (alive || owners.contains(node.id()))) {
                candidates.add(node.id());
            }
        }
        Duration sinceHello = Duration.ofNanos(now - lastHello);
        boolean complete = present.keySet().containsAll(expected) || sinceHello.compareTo(PATIENCE) >= 0;
        if (complete && sinceHello.compareTo(settle) >= 0) {
            assign(takers);
        }
        move(candidates, takers, now);
    }

    private void assign(Set<String> takers) {
        Map<String, Long> epochs = new HashMap<>();
        List<String> shares =
                rows.stream().anyMatch(row -> row.owner() == null) ? Balance.shares(rows.size(), takers) : List.of();
        for (int shard = 0; shard < shares.size(); shard++) {
            if (rows.get(shard).owner() == null) {
                String owner = shares.get(shard);
                long epoch = epochs.computeIfAbsent(owner, any -> nextEpoch());
                set(shard, new Row(owner, epoch, epoch, null, false));
            }
        }
    }

    /** Plans one move at a time from each worker and to each. */
    private void move(Set<String> candidates, Set<String> takers, long now) {
        Set<String> busy = new HashSet<>();
        for (int shard = 0; shard < rows.size(); shard++) {
            Row row = rows.get(shard);
            if (row.target() != null && (!alive(row.target(), now) || !candidates.contains(row.target()))) {
                // It stays, under a new epoch: what the target has of it is stale.
                set(shard, new Row(row.owner(), nextEpoch(), row.since(), null, false));
            } else if (row.target() != null) {
                busy.add(row.owner());
                busy.add(row.target());
            }
        }
        if (!candidates.equals(shared)) {
            shares = Balance.shares(rows.size(), candidates);
            shared = candidates;
        }
        for (int shard = 0; shard < shares.size(); shard++) {
            Row row = rows.get(shard);
            String best = shares.get(shard);
            if (row.settled()
                    && !best.equals(row.owner())
                    && takers.contains(best)
                    && alive(row.owner(), now)
                    && !busy.contains(row.owner())
                    && !busy.contains(best)) {
                set(shard, new Row(row.owner(), row.epoch(), row.since(), best, false));
                busy.add(row.owner());
                busy.add(best);
            }
        }
    }

    private boolean alive(@Nullable String node, long now) {
        Presence presence = node == null ? null : present.get(node);
        return presence != null && presence.alive(now);
    }

    /** All shards of the worker are to go elsewhere. Returns whether there is such a worker. */
    boolean drain(String id) {
        NodeRow node = nodes.get(id);
        if (node == null) {
            return false;
        }
        nodes.put(id, node.asDraining());
        ShardJournal.put(batch, node.asDraining());
        write();
        return true;
    }

    /** Returns how long the worker may still be fetching: zero where it cannot. */
    Duration leasedFor(String id, long now) {
        Presence presence = present.get(id);
        long heard = presence == null ? startedAt : presence.heard;
        Duration left = lease.plus(MARGIN).minusNanos(now - heard);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * The worker, whose lease is over, is gone for good: its shards begin empty elsewhere.
     *
     * @param with what is written together with it
     */
    void lost(String id, Batch with) {
        batch = with;
        for (int shard = 0; shard < rows.size(); shard++) {
            Row row = rows.get(shard);
            if (id.equals(row.owner())) {
                set(shard, Row.UNOWNED);
            } else if (id.equals(row.target())) {
                set(shard, new Row(row.owner(), nextEpoch(), row.since(), null, false));
            }
        }
        NodeRow node = nodes.remove(id);
        present.remove(id);
        if (node != null) {
            ShardJournal.delete(batch, node);
        }
        write();
    }

    /** Returns the shards that the worker owns. */
    Set<Integer> shardsOf(String id) {
        Set<Integer> owned = new TreeSet<>();
        for (int shard = 0; shard < rows.size(); shard++) {
            if (id.equals(rows.get(shard).owner())) {
                owned.add(shard);
            }
        }
        return owned;
    }

    private long nextEpoch() {
        head = new ShardJournal.Head(head.version(), head.epoch() + 1, head.shards());
        return head.epoch();
    }

    private void set(int shard, Row row) {
        rows.set(shard, row);
        ShardJournal.put(batch, shard, row);
        changed = true;
    }

    private void write() {
        if (changed) {
            head = new ShardJournal.Head(head.version() + 1, head.epoch(), head.shards());
        }
        if (changed || !batch.isEmpty()) {
            ShardJournal.put(batch, head);
            journal.write(batch);
        }
        batch = new Batch();
        changed = false;
    }
}
