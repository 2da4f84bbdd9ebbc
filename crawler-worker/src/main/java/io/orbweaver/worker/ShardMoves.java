package io.orbweaver.worker;

import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.message.Tally;
import io.orbweaver.store.KeyValueStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps that the shard table wants: opens shards, lets go of them, gets them from other workers, deletes what
 * is stale. All of it on the store's thread, between commits; a shard travels in pieces, one after the other, so that it
 * takes no more of memory, disk and network than one piece at a time. Called on the worker's context.
 */
final class ShardMoves {
    /** Of keys and values in one piece. */
    static final int PIECE_BYTES = 256 << 10;

    /** What a move may take of disk and network. */
    private static final long BYTES_PER_SECOND = 32L << 20;

    private static final long RETRY_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(ShardMoves.class);

    private record Opened(CommitResult result, List<PermitBook.Report> permits) {}

    private record Closed(Map<Integer, Tally> counters, Map<Integer, Tally> totals) {}

    private final Vertx vertx;
    private final KeyValueStore store;
    private final StoreThread thread;
    private final Committer committer;
    private final ShardOwner owner;
    private final SchedulerLink link;
    private final Consumer<Runnable> decide;

    /** {@code decide}: does something on the worker's context, unless the worker ends. */
    ShardMoves(
            Vertx vertx,
            KeyValueStore store,
            StoreThread thread,
            Committer committer,
            ShardOwner owner,
            SchedulerLink link,
            Consumer<Runnable> decide) {
        this.vertx = vertx;
        this.store = store;
        this.thread = thread;
        this.committer = committer;
        this.owner = owner;
        this.link = link;
        this.decide = decide;
    }

    void take(ShardStep step) {
        switch (step) {
            case ShardStep.Open open ->
                thread.call(
                        () -> new Opened(committer.open(open.shards(), open.epoch()), committer.permits(open.shards())),
                        opened -> {
                            owner.opened(open, opened.result(), opened.permits(), System.nanoTime());
                            LOG.info(
                                    "Opened {} under epoch {}",
                                    shards(open.shards().size()),
                                    open.epoch());
                        });
            case ShardStep.Close close ->
                thread.call(() -> new Closed(committer.close(close.shard()), committer.totals()), closed -> {
                    owner.closed(close, closed.counters(), closed.totals());
                    LOG.info("Let go of shard {}", close.shard());
                });
            case ShardStep.Clear clear ->
                clear(clear.shard(), clear.epoch(), () -> owner.shards().cleared(clear));
            case ShardStep.Drop drop ->
                clear(drop.shard(), 0, () -> owner.shards().dropped(drop));
            case ShardStep.Receive receive ->
                clear(receive.shard(), 0, () -> receive(receive, new byte[0], System.nanoTime()));
        }
    }

    private static String shards(int count) {
        return count == 1 ? "1 shard" : count + " shards";
    }

    private void clear(int shard, long epoch, Runnable then) {
        thread.call(
                () -> {
                    new ShardRange(store, shard).clear(epoch);
                    return shard;
                },
                cleared -> then.run());
    }

    private void receive(ShardStep.Receive step, byte[] cursor, long begun) {
        if (!owner.shards().awaits(step)) {
            owner.shards().notReceived(step);
            return;
        }
        link.read(step.from(), step.shard(), cursor)
                .onComplete(done -> decide.accept(() -> {
                    if (done.succeeded()) {
                        write(step, done.result(), begun);
                    } else {
                        LOG.warn(
                                "Shard {} does not come from {} ({}): asked for again",
                                step.shard(),
                                step.from(),
                                done.cause().getMessage());
                        vertx.setTimer(
                                RETRY_MILLIS,
                                late -> decide.accept(() -> owner.shards().notReceived(step)));
                    }
                }));
    }

    private void write(ShardStep.Receive step, ShardRange.Piece piece, long begun) {
        thread.call(
                () -> {
                    new ShardRange(store, step.shard()).write(piece.pairs());
                    return piece;
                },
                written -> {
                    if (piece.last()) {
                        owner.shards().received(step);
                        LOG.info("Received shard {} from {}", step.shard(), step.from());
                        return;
                    }
                    long due = begun + piece.pairs().length * 1_000_000_000L / BYTES_PER_SECOND;
                    long wait = Math.max(0, due - System.nanoTime()) / 1_000_000;
                    Runnable next = () -> receive(step, piece.next(), System.nanoTime());
                    if (wait == 0) {
                        next.run();
                    } else {
                        vertx.setTimer(wait, late -> decide.accept(next));
                    }
                });
    }

    /** Another worker asks for a piece of a shard that this one has let go of. */
    Future<ShardRange.Piece> read(int shard, byte[] cursor) {
        Promise<ShardRange.Piece> piece = Promise.promise();
        decide.accept(() -> {
            if (owner.shards().readable(shard)) {
                thread.call(() -> new ShardRange(store, shard).read(cursor, PIECE_BYTES), piece::complete);
            } else {
                piece.fail("shard " + shard + " is not to be read here");
            }
        });
        return piece.future();
    }
}
