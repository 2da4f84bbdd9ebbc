package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.cluster.ClusterListener;
import io.orbweaver.cluster.ClusterNode;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.Hello;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler: answers those who join. */
final class SchedulerNode implements NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerNode.class);
    private static final int BAD_MESSAGE = 400;

    private final KnownNodes known;
    private final Greeter greeter;

    SchedulerNode(NodeContext context, KnownNodes known) {
        this.known = known;
        this.greeter = new Greeter(
                context.directory().clusterId(), context.config().cluster().shards());
    }

    @Override
    public void join(Membership membership, OpenParts parts) {
        known.remember(membership.member().nodes());
        membership.member().listen(new ClusterListener() {
            @Override
            public void came(ClusterNode node) {
                known.remember(membership.member().nodes());
            }

            @Override
            public void left(ClusterNode node) {
                // It may come back to where it was.
            }

            @Override
            public void apart(String why) {
                // Ends the membership, which is not decided here.
            }
        });
        MessageConsumer<Buffer> asked =
                membership.member().vertx().eventBus().consumer(Addresses.SCHEDULER, this::asked);
        await(asked.completion());
        parts.add(() -> await(asked.unregister()));
    }

    /** Answers on an event loop. */
    private void asked(Message<Buffer> request) {
        byte[] message = request.body().getBytes();
        try {
            request.reply(Buffer.buffer(greeter.answer(Hello.decode(message)).encode()));
        } catch (RuntimeException e) {
            LOG.warn("a message of {} bytes to the scheduler cannot be read: {}", message.length, e.toString());
            request.fail(BAD_MESSAGE, "cannot be read");
        }
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
