package io.orbweaver.worker;

import io.orbweaver.message.Discovery;
import io.orbweaver.metrics.WorkerMetrics;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts together what goes to one worker: a message costs as much as many links. Acknowledgements, for which nobody waits,
 * are gathered for a moment. On the worker's context.
 */
final class Mail {
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SchedulerLink link;
    private final ShardHoldings shards;
    private final WorkerMetrics metrics;
    private final Map<String, List<LinkAck>> acks = new HashMap<>();
    private final List<LinkAck> seeds = new ArrayList<>();
    private long since;

    Mail(SchedulerLink link, ShardHoldings shards, WorkerMetrics metrics) {
        this.link = link;
        this.shards = shards;
        this.metrics = metrics;
    }

    void send(List<Outbox.Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        Map<String, List<LinkBatch>> byWorker = new HashMap<>();
        for (Outbox.Delivery each : deliveries) {
            byWorker.computeIfAbsent(each.worker(), any -> new ArrayList<>()).add(each.batch());
            for (List<Discovery> found : each.batch().byShard().values()) {
                found.forEach(one -> metrics.linksSent(one.links().size()));
            }
        }
        byWorker.forEach(link::send);
    }

    /** Who found links hears that they are durable. Where nobody owns its shard, whoever will asks again. */
    void acknowledge(List<LinkAck> durable, long now) {
        for (LinkAck ack : durable) {
            if (isEmpty()) {
                since = now;
            }
            String sender = ack.from() == LinkBatch.SEEDS ? null : shards.owner(ack.from());
            if (ack.from() == LinkBatch.SEEDS) {
                seeds.add(ack);
            } else if (sender != null) {
                acks.computeIfAbsent(sender, any -> new ArrayList<>()).add(ack);
            }
        }
    }

    private boolean isEmpty() {
        return acks.isEmpty() && seeds.isEmpty();
    }

    /** Sends the acknowledgements that have waited for long enough. */
    void post(long now) {
        if (sleep(now) == 0) {
            post();
        }
    }

    /** Sends all there is. */
    void post() {
        acks.forEach(link::acknowledge);
        acks.clear();
        if (!seeds.isEmpty()) {
            link.acknowledge(null, List.copyOf(seeds));
            seeds.clear();
        }
    }

    /** Returns nanoseconds until {@link #post(long)} has something to do, {@link Long#MAX_VALUE} where nothing waits. */
    long sleep(long now) {
        return isEmpty() ? Long.MAX_VALUE : Math.max(0, since + GATHER_NANOS - now);
    }
}
