package io.orbweaver.simulation;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.politeness.Effective;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Workers and a scheduler that die and come back, the network between them, and the web they crawl. One thread. */
final class Cluster {
    private final Scenario scenario;
    private final Cheat cheat;
    private final Consumer<String> trace;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final VisitJournal journal = new VisitJournal(time);
    private final SimulatedNetwork network;
    private final PolitenessRules rules;
    private final PolitenessRules hurried;
    private final Map<String, WatchedStore> disks = new TreeMap<>();
    private final Map<String, SimulatedWorker> workers = new HashMap<>();
    private final SimulatedScheduler scheduler;
    private int crashes;

    Cluster(Scenario scenario, Cheat cheat, Records records, Consumer<String> trace) {
        this.scenario = scenario;
        this.cheat = cheat;
        this.trace = trace;
        this.random = new Random(scenario.seed());
        this.network = new SimulatedNetwork(time, random, scenario.calmFrom());
        this.rules = new PolitenessRules(scenario.politeness());
        this.hurried = cheat == Cheat.HURRIES ? halved() : rules;
        for (String name : new TreeSet<>(scenario.owners())) {
            disks.put(name, new WatchedStore(records::written, cheat, random));
            time.after(random.nextInt(500) * VirtualTime.MILLI, () -> start(name));
        }
        WatchedStore journalDisk = new WatchedStore((crawl, page) -> {}, Cheat.NONE, random);
        scheduler = new SimulatedScheduler(time, this, journalDisk, records::ended);
        scheduler.open();
        long span = scenario.calmFrom() - time.now();
        for (int crash = 0; crash < scenario.crashes(); crash++) {
            time.after((long) (random.nextDouble() * span), this::crash);
        }
    }

    private PolitenessRules halved() {
        Map<String, PolitenessRule> half = new HashMap<>();
        for (SimulatedHost host : scenario.web().hosts) {
            half.put(
                    host.name,
                    new PolitenessRule(
                            Duration.ofNanos(delay(host.name) / 2), null, null, null, null, null, null, null));
        }
        return new PolitenessRules(new PolitenessConfig(scenario.politeness().standard(), half));
    }

    private void start(String name) {
        Set<Integer> shards = new TreeSet<>();
        for (int shard = 0; shard < shards(); shard++) {
            if (name.equals(ownerOf(shard))) {
                shards.add(shard);
            }
        }
        workers.put(name, new SimulatedWorker(name, shards, this, disks.get(name), hurried));
        trace(() -> name + " starts");
    }

    private void crash() {
        if (random.nextInt(4) == 0) {
            if (scheduler.up() && random.nextBoolean()) {
                scheduler.dieSoon(random.nextInt(3));
            } else if (scheduler.up()) {
                schedulerDied();
            }
            return;
        }
        String name = "w" + random.nextInt(scenario.workers());
        CrashPoint point = CrashPoint.values()[random.nextInt(CrashPoint.values().length)];
        SimulatedWorker worker = workers.get(name);
        if (worker != null && point == CrashPoint.ASKED_TO_STOP) {
            worker.stop();
        } else if (worker != null && point != CrashPoint.ANY_TIME) {
            worker.crashAt(point);
        } else if (worker != null) {
            crash(name);
        }
    }

    /** A worker dies now, unless the time of faults is over. */
    void crash(String name) {
        if (time.now() < scenario.calmFrom()) {
            gone(name);
        }
    }

    /** A worker's process has ended; it comes back. */
    void gone(String name) {
        SimulatedWorker worker = workers.remove(name);
        if (worker != null) {
            crashes++;
            trace(() -> name + " is gone");
            worker.crash();
            audit().check();
            long away = 100 * VirtualTime.MILLI + (long) (random.nextDouble() * 10 * VirtualTime.SECOND);
            time.after(away, () -> start(name));
        }
    }

    void schedulerDied() {
        crashes++;
        trace(() -> "the scheduler crashes");
        scheduler.crash();
        time.after((long) (random.nextDouble() * 10 * VirtualTime.SECOND), scheduler::open);
    }

    // Messages.

    void deliver(String worker, LinkBatch batch) {
        network.send(() -> {
            SimulatedWorker to = workers.get(worker);
            if (to != null) {
                to.arrived(batch);
            }
        });
    }

    void acknowledge(LinkAck ack) {
        network.send(() -> {
            SimulatedWorker to = ack.from() == LinkBatch.SEEDS ? null : workers.get(ownerOf(ack.from()));
            if (ack.from() == LinkBatch.SEEDS) {
                scheduler.acknowledged(ack);
            } else if (to != null) {
                to.acknowledged(ack);
            }
        });
    }

    void heartbeat(Heartbeat beat, Consumer<HeartbeatReply> then) {
        network.send(() -> {
            HeartbeatReply reply = scheduler.heartbeat(beat);
            if (reply != null) {
                network.send(() -> then.accept(reply));
            }
        });
    }

    // Requests.

    VisitJournal.Visit visit(String host, int crawl, Url url) {
        Effective strictest = effective(host, crawl);
        if (crawl > 0 && strictest.robots() && !scenario.web().allowed(url)) {
            throw new BrokenInvariant("robots.txt forbids " + url);
        }
        return journal.start(host, crawl, url, delay(host), connections(host));
    }

    private Effective effective(String host, int crawl) {
        int index = Math.max(0, crawl - 1);
        return rules.effectiveFor(host, scenario.crawls().get(index).spec().politeness());
    }

    /** What every crawl asks for at least. */
    long delay(String host) {
        long least = Long.MAX_VALUE;
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            least = Math.min(least, effective(host, crawl).delay().toNanos());
        }
        return least;
    }

    private int connections(String host) {
        int most = 1;
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            most = Math.max(most, effective(host, crawl).connections());
        }
        return most;
    }

    long latency() {
        return 1 + random.nextInt(scenario.latency());
    }

    // What the parts may know.

    StoreAudit audit() {
        return new StoreAudit(disks.values());
    }

    int shards() {
        return scenario.owners().size();
    }

    List<String> owners() {
        return scenario.owners();
    }

    @Nullable
    String ownerOf(int shard) {
        return scenario.owners().get(shard);
    }

    VirtualTime time() {
        return time;
    }

    Random random() {
        return random;
    }

    Scenario scenario() {
        return scenario;
    }

    VisitJournal journal() {
        return journal;
    }

    Cheat cheat() {
        return cheat;
    }

    /** Whether every worker is there. */
    boolean complete() {
        return workers.size() == disks.size();
    }

    SimulatedScheduler scheduler() {
        return scheduler;
    }

    int crashes() {
        return crashes;
    }

    void trace(Supplier<String> line) {
        trace.accept(String.format("%9.3f ", time.seconds()) + line.get());
    }

    @Override
    public String toString() {
        return workers.values() + "\n" + scheduler;
    }
}
