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

/** Puts together what goes to one worker: a message costs as much as many links. On the worker's context. */
final class Mail {
    private final SchedulerLink link;
    private final ShardHoldings shards;
    private final WorkerMetrics metrics;

    Mail(SchedulerLink link, ShardHoldings shards, WorkerMetrics metrics) {
        this.link = link;
        this.shards = shards;
        this.metrics = metrics;
    }

    void send(List<Outbox.Delivery> deliveries) {
        Map<String, List<LinkBatch>> byWorker = new HashMap<>();
        for (Outbox.Delivery each : deliveries) {
            byWorker.computeIfAbsent(each.worker(), any -> new ArrayList<>()).add(each.batch());
            for (Discovery found : each.batch().byShard().values()) {
                metrics.linksSent(found.links().size());
            }
        }
        byWorker.forEach(link::send);
    }

    /** Who found links hears that they are durable. Where nobody owns its shard, whoever will asks again. */
    void acknowledge(List<LinkAck> acks) {
        Map<String, List<LinkAck>> byWorker = new HashMap<>();
        List<LinkAck> seeds = new ArrayList<>();
        for (LinkAck ack : acks) {
            String sender = ack.from() == LinkBatch.SEEDS ? null : shards.owner(ack.from());
            if (ack.from() == LinkBatch.SEEDS) {
                seeds.add(ack);
            } else if (sender != null) {
                byWorker.computeIfAbsent(sender, any -> new ArrayList<>()).add(ack);
            }
        }
        byWorker.forEach(link::acknowledge);
        if (!seeds.isEmpty()) {
            link.acknowledge(null, seeds);
        }
    }
}
