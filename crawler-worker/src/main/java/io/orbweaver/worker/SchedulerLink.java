package io.orbweaver.worker;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.vertx.core.Future;

/**
 * How a worker reaches the scheduler and other workers. Messages may be lost; then futures fail or never complete. Called on the
 * worker's context, which it must not block.
 */
public interface SchedulerLink {
    /** Reports and asks for orders. */
    Future<HeartbeatReply> heartbeat(Heartbeat beat);

    /** Sends links to the worker that owns their shards. */
    void send(String worker, LinkBatch batch);

    /** Tells who sent a batch that it is durable here. */
    void acknowledge(LinkAck ack);
}
