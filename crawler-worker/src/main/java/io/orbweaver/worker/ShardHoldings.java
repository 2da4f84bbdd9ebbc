package io.orbweaver.worker;

import io.orbweaver.message.Heartbeat.ShardReport;
import io.orbweaver.message.ShardTable;
import io.orbweaver.message.ShardTable.Row;
import io.orbweaver.message.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which shards a worker has, and what it still has to do so that they are those the scheduler's table gives it. A pure
 * state machine: tables and ends of steps in, steps out; each step is under way once. What is on the disk from before a
 * shard's last ownership is never opened, and deleted as soon as the table shows that somebody else has it.
 */
public final class ShardHoldings {
    private enum Phase {
        OPENING,
        OPEN,
        /** No request starts; what is in flight ends. */
        CLOSING,
        LETTING_GO,
        /** Nothing is done with it; whoever gets it may read it. */
        CLOSED,
        RECEIVING,
        RECEIVED,
        CLEARING,
        DROPPING
    }

    private final String worker;
    private final Map<Integer, Phase> phases = new TreeMap<>();
    /** The epoch in which each shard was last open here, by what is on the disk. */
    private final Map<Integer, Long> disk = new HashMap<>();
    /** Counters of the shards that are closed and not open elsewhere yet. */
    private final Map<Integer, Map<Integer, Tally>> counters = new TreeMap<>();

    private ShardTable table = ShardTable.NONE;
    private boolean changed = true;
    /** Whether there may be steps to take: they are looked for at every turn of the worker. */
    private boolean due;

    private boolean moving;

    /** {@code onDisk}: shards of which the disk holds something, with the epoch of each. */
    ShardHoldings(String worker, Map<Integer, Long> onDisk) {
        this.worker = worker;
        this.disk.putAll(onDisk);
    }

    ShardTable table() {
        return table;
    }

    /** Returns the worker that owns a shard, as far as it is known here. */
    public @Nullable String owner(int shard) {
        return table.owner(shard);
    }

    /** Takes a table in; returns whether a shard began empty anew, so that what was sent to it may be gone. */
    boolean table(ShardTable newer) {
        boolean emptied = false;
        for (int shard = 0; shard < Math.min(newer.rows().size(), table.rows().size()); shard++) {
            emptied |=
                    newer.rows().get(shard).since() != table.rows().get(shard).since();
        }
        table = newer;
        due = true;
        moving = newer.rows().stream()
                .anyMatch(row -> row.target() != null && (worker.equals(row.owner()) || worker.equals(row.target())));
        return emptied;
    }

    boolean open(int shard) {
        return phases.get(shard) == Phase.OPEN;
    }

    /** Whether another worker may read the shard here. */
    public boolean readable(int shard) {
        return phases.get(shard) == Phase.CLOSED;
    }

    /** Returns the shards that are open; {@code before} where they are those. */
    public Set<Integer> open(Set<Integer> before) {
        if (!changed) {
            return before;
        }
        changed = false;
        Set<Integer> open = new HashSet<>();
        phases.forEach((shard, phase) -> {
            if (phase == Phase.OPEN) {
                open.add(shard);
            }
        });
        return Set.copyOf(open);
    }

    /**
     * Returns the steps to take now.
     *
     * @param closing hears of shards on which no request may start from now on
     * @param quiet whether nothing is under way in a shard
     */
    List<ShardStep> steps(IntConsumer closing, IntPredicate quiet) {
        if (!due) {
            return List.of();
        }
        due = false;
        List<ShardStep> steps = new ArrayList<>();
        Map<Long, Set<Integer>> opening = new TreeMap<>();
        for (int shard = 0; shard < table.rows().size(); shard++) {
            Row row = table.rows().get(shard);
            Phase phase = phases.get(shard);
            if (phase == Phase.OPEN && !stays(row)) {
                phases.put(shard, Phase.CLOSING);
                changed = true;
                closing.accept(shard);
                phase = Phase.CLOSING;
            }
            if (phase == Phase.CLOSING) {
                if (quiet.test(shard)) {
                    phases.put(shard, Phase.LETTING_GO);
                    steps.add(new ShardStep.Close(shard));
                } else {
                    due = true;
                }
            } else if (stays(row)) {
                own(shard, row, phase, steps, opening);
            } else if (worker.equals(row.owner())) {
                // It goes: nothing has to be opened for that, also not after a restart, or where it has just come.
                if (phase == null || phase == Phase.RECEIVED) {
                    phases.put(shard, Phase.CLOSED);
                }
            } else if (worker.equals(row.target())) {
                if (row.closed() && (phase == null || phase == Phase.CLOSED || stale(shard, row, phase))) {
                    phases.put(shard, Phase.RECEIVING);
                    steps.add(new ShardStep.Receive(shard, row.owner(), row.epoch()));
                }
            } else {
                leave(shard, row, phase, steps);
            }
        }
        opening.forEach((epoch, shards) -> steps.add(new ShardStep.Open(shards, epoch)));
        return steps;
    }

    /** Whether what came is older than what is to come: the shard was open elsewhere meanwhile. */
    private boolean stale(int shard, Row row, @Nullable Phase phase) {
        return phase == Phase.RECEIVED && disk.getOrDefault(shard, 0L) != row.epoch();
    }

    private boolean stays(Row row) {
        return worker.equals(row.owner()) && row.target() == null;
    }

    private void own(int shard, Row row, Phase phase, List<ShardStep> steps, Map<Long, Set<Integer>> opening) {
        boolean idle = phase == null || phase == Phase.CLOSED || phase == Phase.RECEIVED;
        if (!idle) {
            return;
        }
        if (disk.containsKey(shard) && disk.get(shard) < row.since()) {
            phases.put(shard, Phase.CLEARING);
            steps.add(new ShardStep.Clear(shard, row.since()));
        } else {
            phases.put(shard, Phase.OPENING);
            opening.computeIfAbsent(row.epoch(), any -> new TreeSet<>()).add(shard);
        }
    }

    private void leave(int shard, Row row, Phase phase, List<ShardStep> steps) {
        boolean idle = phase == null || phase == Phase.CLOSED || phase == Phase.RECEIVED;
        if (idle && row.owner() != null && disk.containsKey(shard)) {
            phases.put(shard, Phase.DROPPING);
            steps.add(new ShardStep.Drop(shard));
        } else if (idle) {
            phases.remove(shard);
            counters.remove(shard);
        }
    }

    // Steps end.

    void opened(Set<Integer> shards, long epoch) {
        changed = true;
        due = true;
        for (int shard : shards) {
            phases.put(shard, Phase.OPEN);
            disk.put(shard, epoch);
            counters.remove(shard);
        }
    }

    /** {@link ShardStep.Clear} is done. */
    public void cleared(ShardStep.Clear step) {
        due = true;
        phases.remove(step.shard());
        disk.put(step.shard(), step.epoch());
    }

    void closed(int shard, Map<Integer, Tally> tallies) {
        due = true;
        phases.put(shard, Phase.CLOSED);
        counters.put(shard, tallies);
    }

    /** {@link ShardStep.Receive} is done: the whole shard is here. */
    public void received(ShardStep.Receive step) {
        due = true;
        phases.put(step.shard(), Phase.RECEIVED);
        disk.put(step.shard(), step.epoch());
    }

    /** {@link ShardStep.Receive} broke off, and is tried again where it is still wanted. */
    public void notReceived(ShardStep.Receive step) {
        due = true;
        phases.remove(step.shard());
    }

    /** Whether the shard is still to come from there. */
    public boolean awaits(ShardStep.Receive step) {
        Row row = table.rows().get(step.shard());
        return row.closed()
                && worker.equals(row.target())
                && step.from().equals(row.owner())
                && row.epoch() == step.epoch();
    }

    /** {@link ShardStep.Drop} is done. */
    public void dropped(ShardStep.Drop step) {
        due = true;
        phases.remove(step.shard());
        disk.remove(step.shard());
        counters.remove(step.shard());
    }

    ShardReport report() {
        Set<Integer> closed = new TreeSet<>();
        Map<Integer, Long> received = new TreeMap<>();
        boolean settled = true;
        for (int shard = 0; shard < table.rows().size(); shard++) {
            Row row = table.rows().get(shard);
            Phase phase = phases.get(shard);
            settled &= phase == (stays(row) ? Phase.OPEN : null);
            if (phase == Phase.CLOSED && worker.equals(row.owner())) {
                closed.add(shard);
            }
            if (phase == Phase.RECEIVED && worker.equals(row.target()) && !stale(shard, row, phase)) {
                received.put(shard, row.epoch());
            }
        }
        return new ShardReport(settled, closed, Map.copyOf(counters), received);
    }

    int openCount() {
        return count(Set.of(Phase.OPEN));
    }

    /** Returns how many are on their way out. */
    int closingCount() {
        return count(Set.of(Phase.CLOSING, Phase.LETTING_GO, Phase.CLOSED, Phase.DROPPING));
    }

    /** Returns how many are on their way in. */
    int comingCount() {
        return count(Set.of(Phase.RECEIVING, Phase.RECEIVED, Phase.CLEARING, Phase.OPENING));
    }

    private int count(Set<Phase> wanted) {
        return (int) phases.values().stream().filter(wanted::contains).count();
    }

    /** Whether a shard comes to this worker or leaves it. */
    public boolean moving() {
        return moving;
    }
}
