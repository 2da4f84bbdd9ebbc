package io.orbweaver.simulation;

import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.message.Tally;
import io.orbweaver.worker.ShardOwner;
import io.orbweaver.worker.ShardStep;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a worker's steps about its shards as the real shell does, on virtual time. One thread. */
final class SimulatedShards {
    private static final int PIECE_BYTES = 2_000;
    private static final long ANSWER_WITHIN = 3 * VirtualTime.SECOND;

    private record Opened(CommitResult result, List<PermitBook.Report> permits) {}

    private record Closed(Map<Integer, Tally> counters, Map<Integer, Tally> totals) {}

    private final String name;
    private final Cluster cluster;
    private final SimulatedStoreThread thread;
    private final WatchedStore store;
    private final Committer committer;
    private final ShardOwner owner;
    private final Consumer<Runnable> alive;
    private long questions;

    SimulatedShards(
            String name,
            Cluster cluster,
            SimulatedStoreThread thread,
            WatchedStore store,
            Committer committer,
            ShardOwner owner,
            Consumer<Runnable> alive) {
        this.name = name;
        this.cluster = cluster;
        this.thread = thread;
        this.store = store;
        this.committer = committer;
        this.owner = owner;
        this.alive = alive;
    }

    void take(ShardStep step) {
        cluster.shardStep();
        cluster.trace(() -> name + ": " + step);
        switch (step) {
            case ShardStep.Open open ->
                thread.call(
                        () -> new Opened(committer.open(open.shards(), open.epoch()), committer.permits(open.shards())),
                        opened -> alive.accept(() -> owner.opened(
                                open,
                                opened.result(),
                                opened.permits(),
                                cluster.time().now())));
            case ShardStep.Close close ->
                thread.call(
                        () -> new Closed(committer.close(close.shard()), committer.totals()),
                        closed -> alive.accept(() -> owner.closed(close, closed.counters(), closed.totals())));
            case ShardStep.Clear clear -> {
                store.receiving(true);
                clear(clear.shard(), clear.epoch(), () -> owner.shards().cleared(clear));
            }
            case ShardStep.Drop drop -> {
                store.receiving(true);
                clear(drop.shard(), 0, () -> owner.shards().dropped(drop));
            }
            case ShardStep.Receive receive -> {
                store.receiving(true);
                clear(receive.shard(), 0, () -> receive(receive, new byte[0]));
            }
        }
    }

    private void clear(int shard, long epoch, Runnable then) {
        thread.call(
                () -> {
                    new ShardRange(store, shard).clear(epoch);
                    return shard;
                },
                done -> alive.accept(then));
    }

    private void receive(ShardStep.Receive step, byte[] cursor) {
        if (!owner.shards().awaits(step)) {
            owner.shards().notReceived(step);
            return;
        }
        long question = ++questions;
        boolean[] answered = new boolean[1];
        cluster.read(
                name,
                step.from(),
                step.shard(),
                cursor,
                piece -> alive.accept(() -> {
                    if (!answered[0]) {
                        answered[0] = true;
                        write(step, piece);
                    }
                }));
        cluster.time()
                .after(
                        ANSWER_WITHIN,
                        () -> alive.accept(() -> {
                            if (!answered[0]) {
                                answered[0] = true;
                                cluster.trace(() -> name + " has no answer to its question " + question);
                                owner.shards().notReceived(step);
                            }
                        }));
    }

    private void write(ShardStep.Receive step, ShardRange.Piece piece) {
        thread.call(
                () -> {
                    new ShardRange(store, step.shard()).write(piece.pairs());
                    return piece;
                },
                written -> alive.accept(() -> {
                    if (piece.last()) {
                        owner.shards().received(step);
                    } else {
                        receive(step, piece.next());
                    }
                }));
    }

    void read(int shard, byte[] cursor, Consumer<ShardRange.Piece> then) {
        if (owner.shards().readable(shard)) {
            thread.call(() -> new ShardRange(store, shard).read(cursor, PIECE_BYTES), then);
        }
    }
}
