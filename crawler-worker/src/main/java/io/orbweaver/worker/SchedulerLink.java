package io.orbweaver.worker;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.vertx.core.Future;

/** How a worker reaches the scheduler and other workers. Messages may be lost; then futures fail or never complete. */
public interface SchedulerLink {
    Future<HeartbeatReply> heartbeat(Heartbeat beat);

    void send(String worker, LinkBatch batch);

    /** Tells who sent a batch that it is durable here. */
    void acknowledge(LinkAck ack);
}
