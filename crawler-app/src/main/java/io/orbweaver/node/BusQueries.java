package io.orbweaver.node;

import io.orbweaver.message.Addresses;
import io.orbweaver.rest.OwnerAwayException;
import io.orbweaver.rest.ShardQueries;
import io.orbweaver.scheduler.SchedulerThread;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.jspecify.annotations.Nullable;

/** Asks the owners of shards over the event bus of the present membership. Any thread. */
final class BusQueries implements ShardQueries {
    private static final long ANSWER_MILLIS = 5_000;

    private final SchedulerThread scheduler;
    private volatile @Nullable EventBus bus;

    BusQueries(SchedulerThread scheduler) {
        this.scheduler = scheduler;
    }

    void use(EventBus present) {
        bus = present;
    }

    @Override
    public Future<byte[]> ask(int shard, byte[] question) {
        return scheduler.<@Nullable String>call(state -> state.owner(shard)).compose(owner -> {
            EventBus present = bus;
            if (owner == null || present == null) {
                return Future.failedFuture(new OwnerAwayException(shard, owner));
            }
            return present.<Buffer>request(
                            Addresses.query(owner),
                            Buffer.buffer(question),
                            new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                    .map(answer -> answer.body().getBytes())
                    .recover(cause -> Future.failedFuture(away(cause) ? new OwnerAwayException(shard, owner) : cause));
        });
    }

    private static boolean away(Throwable cause) {
        return cause instanceof ReplyException failed && failed.failureType() != ReplyFailure.RECIPIENT_FAILURE;
    }
}
