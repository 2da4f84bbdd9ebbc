package io.orbweaver.simulation;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Drives a scheduler on virtual time, and lets it die and come back. One thread. */
final class SimulatedScheduler {
    static final String NAME = "scheduler";

    private final VirtualTime time;
    private final Cluster cluster;
    private final WatchedStore store;
    private final IntConsumer ended;
    private final Map<Integer, CrawlStatus.State> states = new HashMap<>();
    private @Nullable Scheduler scheduler;

    /** {@code ended}: hears of a crawl at the moment it is declared over. */
    SimulatedScheduler(VirtualTime time, Cluster cluster, WatchedStore store, IntConsumer ended) {
        this.time = time;
        this.cluster = cluster;
        this.store = store;
        this.ended = ended;
    }

    void open() {
        store.revive();
        Scheduler opened = new Scheduler(
                store,
                new Scheduler.Settings(
                        "simulated",
                        cluster.shards(),
                        Duration.ofNanos(SimulatedWorker.LEASE),
                        Duration.ofSeconds(1),
                        cluster.scenario().politeness()),
                time.now());
        scheduler = opened;
        tick(opened);
    }

    /** Whether seeds are spooled that no worker has acknowledged. */
    boolean spooling(int crawl) {
        boolean[] found = new boolean[1];
        store.scan(Table.SPOOL, new byte[0], new byte[] {(byte) 0xff}, (key, value) -> {
            found[0] |= new ByteReader(value).u32() == crawl;
            return true;
        });
        return found[0];
    }

    void crash() {
        scheduler = null;
    }

    boolean up() {
        return scheduler != null;
    }

    /** Dies in the middle of one of its next decisions. */
    void dieSoon(int writes) {
        store.dieAfter(writes);
    }

    private void tick(Scheduler of) {
        if (scheduler != of) {
            return;
        }
        List<Outbox.Delivery> deliveries = of.poll(time.now());
        deliveries.forEach(each -> cluster.deliver(NAME, each.worker(), each.batch()));
        time.after(100 * VirtualTime.MILLI, () -> tick(of));
    }

    /** Asks the scheduler for something; null where it is not there or dies over it. */
    <T> @Nullable T ask(Function<Scheduler, T> question) {
        Scheduler asked = scheduler;
        if (asked == null) {
            return null;
        }
        try {
            T answer = question.apply(asked);
            look(asked);
            return answer;
        } catch (WatchedStore.Death death) {
            cluster.trace(() -> "scheduler: " + death.getMessage());
            cluster.schedulerDied();
            return null;
        }
    }

    private void look(Scheduler asked) {
        for (int id : asked.ids()) {
            CrawlStatus status = asked.status(id);
            CrawlStatus.State before = states.put(id, status.state());
            if (before != status.state() && status.state() == CrawlStatus.State.FINISHED) {
                cluster.trace(() -> "crawl " + id + " finished: " + status.reason());
                ended.accept(id);
            }
        }
    }

    CrawlStatus.@Nullable State state(int crawl) {
        return states.get(crawl);
    }

    @Nullable
    CrawlStatus status(int crawl) {
        return scheduler == null ? null : scheduler.status(crawl);
    }

    @Nullable
    HeartbeatReply heartbeat(Heartbeat beat) {
        return ask(asked -> asked.heartbeat(beat, time.now(), Instant.ofEpochMilli(time.wallMillis())));
    }

    @Nullable
    HelloReply hello(Hello hello) {
        return ask(asked -> asked.hello(hello, time.now(), Instant.ofEpochMilli(time.wallMillis())));
    }

    void acknowledged(LinkAck ack) {
        ask(asked -> {
            asked.acknowledged(ack);
            return ack;
        });
    }
}
