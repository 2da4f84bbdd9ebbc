package io.orbweaver.route;

import io.orbweaver.message.Discovery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Step 7 of a URL's life: links leave for the shards that own them. Each shard sends its entries in order, one at a time,
 * and again until every destination has it durably: so the receiver needs to remember only the last sequence, and what
 * is unacknowledged is bounded by one entry a shard. A pure state machine: messages may be late, doubled or lost.
 */
public final class Outbox {
    /** A batch and the worker it goes to. */
    public record Delivery(String worker, LinkBatch batch) {}

    private static final class Lane {
        final ArrayDeque<OutboxEntry> waiting = new ArrayDeque<>();
        final Set<Integer> missing = new HashSet<>();
        boolean sent;
        long sendAgain;
    }

    private final long resendAfter;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private int size;
    private long links;

    /** {@code resendAfter}: nanoseconds without an answer before an entry is sent again. */
    public Outbox(long resendAfter) {
        this.resendAfter = resendAfter;
    }

    /** An entry is durable and has to be delivered. Entries of a shard come in the order of their sequences. */
    public void add(OutboxEntry entry) {
        Lane lane = lanes.computeIfAbsent(entry.from(), any -> new Lane());
        lane.waiting.add(entry);
        size++;
        links += entry.links();
        if (lane.waiting.size() == 1) {
            begin(lane);
        }
    }

    private static void begin(Lane lane) {
        lane.sent = false;
        lane.missing.clear();
        OutboxEntry first = lane.waiting.peek();
        if (first != null) {
            lane.missing.addAll(first.byShard().keySet());
        }
    }

    /**
     * Returns what is to be sent now.
     *
     * @param owner of a shard; may know none: then it waits
     * @param version of a crawl's order that is known here
     */
    public List<Delivery> poll(long now, IntFunction<@Nullable String> owner, IntToLongFunction version) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            OutboxEntry entry = lane.waiting.peek();
            if (entry == null || lane.sent && now < lane.sendAgain) {
                continue;
            }
            Map<String, Map<Integer, Discovery>> byWorker = new TreeMap<>();
            for (int shard : lane.missing) {
                String worker = owner.apply(shard);
                if (worker != null) {
                    byWorker.computeIfAbsent(worker, any -> new TreeMap<>())
                            .put(shard, entry.byShard().get(shard));
                }
            }
            lane.sent = true;
            lane.sendAgain = now + resendAfter;
            byWorker.forEach((worker, byShard) -> deliveries.add(new Delivery(
                    worker,
                    new LinkBatch(entry.from(), entry.sequence(), version.applyAsLong(entry.crawl()), byShard))));
        }
        return deliveries;
    }

    /** Returns the entry that the acknowledgement completes, which then has to be deleted durably, or null. */
    public @Nullable OutboxEntry acknowledged(LinkAck ack) {
        Lane lane = lanes.get(ack.from());
        OutboxEntry entry = lane == null ? null : lane.waiting.peek();
        if (lane == null || entry == null || entry.sequence() != ack.sequence()) {
            return null;
        }
        lane.missing.removeAll(ack.shards());
        if (!lane.missing.isEmpty()) {
            return null;
        }
        lane.waiting.remove();
        forget(entry);
        begin(lane);
        return entry;
    }

    private void forget(OutboxEntry entry) {
        size--;
        links -= entry.links();
    }

    /** The shard, with what it has to send, is somebody else's from now on. */
    public void forgetShard(int shard) {
        Lane lane = lanes.remove(shard);
        if (lane != null) {
            lane.waiting.forEach(this::forget);
        }
    }

    /** The crawl is deleted: nothing of it is sent any more. */
    public void forgetCrawl(int crawl) {
        for (Lane lane : lanes.values()) {
            OutboxEntry first = lane.waiting.peek();
            lane.waiting.stream().filter(entry -> entry.crawl() == crawl).forEach(this::forget);
            lane.waiting.removeIf(entry -> entry.crawl() == crawl);
            if (first != lane.waiting.peek()) {
                begin(lane);
            }
        }
    }

    /** Returns when to poll again at the latest, {@link Long#MAX_VALUE} when nothing is to be sent. */
    public long wake() {
        long at = Long.MAX_VALUE;
        for (Lane lane : lanes.values()) {
            if (!lane.waiting.isEmpty()) {
                at = Math.min(at, lane.sent ? lane.sendAgain : Long.MIN_VALUE);
            }
        }
        return at;
    }

    public int size() {
        return size;
    }

    /** Returns how many links are to be delivered. */
    public long links() {
        return links;
    }

    /** Whether links of the crawl are to be delivered. */
    public boolean holds(int crawl) {
        return size > 0
                && lanes.values().stream()
                        .anyMatch(lane -> lane.waiting.stream().anyMatch(entry -> entry.crawl() == crawl));
    }
}
