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
 * Step 7 of a URL's life: links leave for the shards that own them. Each shard sends its entries in order: what has
 * gathered together as one batch, then nothing until every destination has that durably, and the same again where one
 * does not answer. So the receiver needs to remember only the last sequence of each sender. A batch is known by that of
 * its last entry; cut anew after a restart it may bring links once more, which changes nothing. A pure state machine:
 * messages may be late, doubled or lost.
 */
public final class Outbox {
    /** Of one batch, beyond which no further entry is added to it. */
    private static final int MOST_LINKS = 1_000;

    /** A batch and the worker it goes to. */
    public record Delivery(String worker, LinkBatch batch) {}

    private static final class Lane {
        final ArrayDeque<OutboxEntry> waiting = new ArrayDeque<>();
        /** What is under way, oldest first. */
        final List<OutboxEntry> sent = new ArrayList<>();

        final Set<Integer> missing = new HashSet<>();
        /** When the next step is due: the first sending, or another. */
        long due;

        boolean idle() {
            return sent.isEmpty() && waiting.isEmpty();
        }

        void begin() {
            missing.clear();
            int links = 0;
            while (!waiting.isEmpty()
                    && links < MOST_LINKS
                    && (sent.isEmpty()
                            || sent.getFirst().crawl() == waiting.peek().crawl())) {
                OutboxEntry entry = waiting.remove();
                links += entry.links();
                missing.addAll(entry.byShard().keySet());
                sent.add(entry);
            }
        }
    }

    private final long resendAfter;
    private final long gather;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private long wake = Long.MAX_VALUE;
    /** The latest time that is known here. */
    private long polled;

    private int size;

    /**
     * Both in nanoseconds.
     *
     * @param resendAfter without an answer before a batch is sent again
     * @param gather how long after a poll an entry waits for others, as a message costs as much as many links; zero: not
     *     at all
     */
    public Outbox(long resendAfter, long gather) {
        this.resendAfter = resendAfter;
        this.gather = gather;
    }

    /** An entry is durable and has to be delivered. Entries of a shard come in the order of their sequences. */
    public void add(OutboxEntry entry) {
        Lane lane = lanes.computeIfAbsent(entry.from(), any -> new Lane());
        if (lane.idle()) {
            due(lane, polled + gather);
        }
        lane.waiting.add(entry);
        size++;
    }

    private void due(Lane lane, long at) {
        lane.due = at;
        wake = Math.min(wake, at);
    }

    /**
     * Returns what is to be sent now.
     *
     * @param owner of a shard; may know none: then it waits
     * @param version of a crawl's order that is known here
     */
    public List<Delivery> poll(long now, IntFunction<@Nullable String> owner, IntToLongFunction version) {
        polled = now;
        if (now < wake) {
            return List.of();
        }
        wake = Long.MAX_VALUE;
        List<Delivery> deliveries = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            if (lane.idle()) {
                continue;
            }
            if (now >= lane.due) {
                if (lane.sent.isEmpty()) {
                    lane.begin();
                }
                send(lane, owner, version, deliveries);
                lane.due = now + resendAfter;
            }
            wake = Math.min(wake, lane.due);
        }
        return deliveries;
    }

    private static void send(
            Lane lane, IntFunction<@Nullable String> owner, IntToLongFunction version, List<Delivery> deliveries) {
        Map<String, Map<Integer, List<Discovery>>> byWorker = new TreeMap<>();
        Map<Integer, String> owners = new HashMap<>();
        for (int shard : lane.missing) {
            String worker = owner.apply(shard);
            if (worker != null) {
                owners.put(shard, worker);
            }
        }
        for (OutboxEntry entry : lane.sent) {
            entry.byShard().forEach((shard, found) -> {
                String worker = owners.get(shard);
                if (worker != null) {
                    byWorker.computeIfAbsent(worker, any -> new TreeMap<>())
                            .computeIfAbsent(shard, any -> new ArrayList<>())
                            .add(found);
                }
            });
        }
        OutboxEntry last = lane.sent.getLast();
        byWorker.forEach((worker, byShard) -> deliveries.add(new Delivery(
                worker, new LinkBatch(last.from(), last.sequence(), version.applyAsLong(last.crawl()), byShard))));
    }

    /** Returns the entries that the acknowledgement completes, which then have to be deleted durably. */
    public List<OutboxEntry> acknowledged(LinkAck ack) {
        Lane lane = lanes.get(ack.from());
        if (lane == null || lane.sent.isEmpty() || lane.sent.getLast().sequence() != ack.sequence()) {
            return List.of();
        }
        lane.missing.removeAll(ack.shards());
        if (!lane.missing.isEmpty()) {
            return List.of();
        }
        List<OutboxEntry> delivered = List.copyOf(lane.sent);
        lane.sent.clear();
        size -= delivered.size();
        if (!lane.idle()) {
            due(lane, polled);
        }
        return delivered;
    }

    /** The shard, with what it has to send, is somebody else's from now on. */
    public void forgetShard(int shard) {
        Lane lane = lanes.remove(shard);
        if (lane != null) {
            size -= lane.waiting.size() + lane.sent.size();
        }
    }

    /** The crawl is deleted: nothing of it is sent any more. */
    public void forgetCrawl(int crawl) {
        for (Lane lane : lanes.values()) {
            int before = lane.waiting.size() + lane.sent.size();
            lane.waiting.removeIf(entry -> entry.crawl() == crawl);
            if (lane.sent.removeIf(entry -> entry.crawl() == crawl)) {
                due(lane, polled);
            }
            size -= before - lane.waiting.size() - lane.sent.size();
        }
    }

    /** Returns when to poll again at the latest, {@link Long#MAX_VALUE} when nothing is to be sent. */
    public long wake() {
        return wake;
    }

    /** Returns how many entries are to be delivered. */
    public int size() {
        return size;
    }
}
