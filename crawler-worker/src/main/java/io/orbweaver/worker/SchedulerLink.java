package io.orbweaver.worker;

import io.orbweaver.commit.ShardRange;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker reaches the scheduler and other workers. Messages may be lost; then futures fail or never complete. Called
 * on the worker's context, which it must not block.
 */
public interface SchedulerLink {
    /** Reports and asks for orders. Fails with {@link Superseded} where another process has this worker's place. */
    Future<HeartbeatReply> heartbeat(Heartbeat beat);

    /** Sends links to the worker that owns their shards. */
    void send(String worker, List<LinkBatch> batches);

    /** Tells who sent batches that they are durable here. {@code worker}: null for the scheduler's seeds. */
    void acknowledge(@Nullable String worker, List<LinkAck> acks);

    /** Reads a piece of a shard that another worker has let go of; {@code cursor}: where the last one ended. */
    Future<ShardRange.Piece> read(String worker, int shard, byte[] cursor);

    /** The scheduler has welcomed another process under this worker's name, or knows none: this one must end. */
    final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Superseded() {
            super(
                    "The scheduler knows this worker no more, or another process has taken its place.",
                    null,
                    false,
                    false);
        }
    }
}
