package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.cluster.ClusterRefusedException;
import io.orbweaver.config.Version;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker: greets the scheduler, and is one of the cluster's once it was welcomed. */
final class WorkerNode implements NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final long ASK_AGAIN_MILLIS = 100;
    private static final long ANSWER_MILLIS = 2_000;
    private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeContext context;

    WorkerNode(NodeContext context) {
        this.context = context;
    }

    @Override
    public void join(Membership membership, OpenParts parts) throws InterruptedException {
        EventBus bus = membership.member().vertx().eventBus();
        byte[] hello = new Hello(
                        context.directory().nodeId(),
                        context.directory().storeId(),
                        Version.text(),
                        context.directory().clusterId(),
                        membership.member().self().http())
                .encode();
        long said = System.nanoTime() - SAY_AGAIN_NANOS + TimeUnit.SECONDS.toNanos(1);
        do {
            String waiting = greet(bus, hello);
            if (waiting.isEmpty()) {
                return;
            }
            if (System.nanoTime() - said >= SAY_AGAIN_NANOS) {
                said = System.nanoTime();
                LOG.info("waiting for the scheduler: {}", waiting);
            }
        } while (!membership.over(ASK_AGAIN_MILLIS));
    }

    /** Returns what is still waited for, which is nothing after a welcome. */
    private String greet(EventBus bus, byte[] hello) {
        HelloReply reply;
        try {
            reply = HelloReply.decode(bus.<Buffer>request(
                            Addresses.SCHEDULER,
                            Buffer.buffer(hello),
                            new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .body()
                    .getBytes());
        } catch (CompletionException e) {
            return "it does not answer (" + e.getCause() + ")";
        }
        switch (reply) {
            case HelloReply.Welcome welcome -> {
                context.directory().join(welcome.cluster());
                return "";
            }
            case HelloReply.Refused refused -> {
                if (refused.retry()) {
                    return refused.why();
                }
                throw new ClusterRefusedException(refused.why());
            }
        }
    }
}
