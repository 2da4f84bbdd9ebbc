package io.orbweaver.node;

import io.orbweaver.commit.ShardRange;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatCodec;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.ReplyCodec;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.RouteCodec;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.worker.SchedulerLink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a worker speaks over the event bus. Sending is the worker's context's. */
final class BusLink implements SchedulerLink {
    /** A heartbeat is answered at once, or the scheduler is away. */
    private static final long ANSWER_MILLIS = 2_000;

    private static final long PIECE_MILLIS = 10_000;

    /** The bus bounds nothing: of batches that a worker has not acknowledged, no more are handed to it. */
    private static final int MOST_UNANSWERED = 1_024;

    private static final long FORGET_NANOS = 10_000_000_000L;

    private static final class Window {
        int unanswered;
        long since;
    }

    private final EventBus bus;
    private final String worker;
    private final Map<String, Window> windows = new HashMap<>();

    BusLink(EventBus bus, String worker) {
        this.bus = bus;
        this.worker = worker;
    }

    @Override
    public Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        return request(Addresses.SCHEDULER, HeartbeatCodec.encode(beat), ANSWER_MILLIS)
                .map(ReplyCodec::decode)
                .recover(cause -> Future.failedFuture(
                        cause instanceof ReplyException refused && refused.failureCode() == Addresses.SUPERSEDED
                                ? new Superseded()
                                : cause));
    }

    @Override
    public void send(String to, List<LinkBatch> batches) {
        Window window = windows.computeIfAbsent(to, any -> new Window());
        long now = System.nanoTime();
        if (window.unanswered >= MOST_UNANSWERED && now - window.since < FORGET_NANOS) {
            // They are sent again after a while, as those are that get lost.
            return;
        }
        window.unanswered = window.unanswered >= MOST_UNANSWERED ? 0 : window.unanswered;
        window.unanswered += batches.size();
        window.since = now;
        bus.send(Addresses.links(to), Buffer.buffer(RouteCodec.encodeBatches(batches)));
    }

    /** A worker has acknowledged so many batches. On the worker's context. */
    void answered(String from, int batches) {
        Window window = windows.get(from);
        if (window != null) {
            window.unanswered = Math.max(0, window.unanswered - batches);
        }
    }

    @Override
    public void acknowledge(@Nullable String to, List<LinkAck> acks) {
        if (to == null) {
            ByteWriter out = new ByteWriter(64).u8(Addresses.ACKS);
            bus.send(Addresses.SCHEDULER, Buffer.buffer(RouteCodec.encodeAcks(out, acks)));
        } else {
            ByteWriter out = new ByteWriter(64).text(worker);
            bus.send(Addresses.acks(to), Buffer.buffer(RouteCodec.encodeAcks(out, acks)));
        }
    }

    @Override
    public Future<ShardRange.Piece> read(String from, int shard, byte[] cursor) {
        byte[] question = new ByteWriter(64).u16(shard).bytes(cursor).toBytes();
        return request(Addresses.transfer(from), question, PIECE_MILLIS).map(answer -> {
            ByteReader in = new ByteReader(answer);
            return new ShardRange.Piece(in.bytes(), in.bytes());
        });
    }

    private Future<byte[]> request(String address, byte[] message, long millis) {
        return bus.<Buffer>request(address, Buffer.buffer(message), new DeliveryOptions().setSendTimeout(millis))
                .map(answer -> answer.body().getBytes());
    }
}
