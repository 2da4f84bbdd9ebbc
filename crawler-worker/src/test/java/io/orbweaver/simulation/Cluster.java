package io.orbweaver.simulation;

import io.orbweaver.commit.Committer;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.politeness.Effective;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final Records records;
    /** Workers whose process has ended and must not come back yet. */
    private final Set<String> kept = new HashSet<>();

    private final Set<String> lost = new HashSet<>();
    /** Troubles that are not over. */
    private int open;

    private long lastStep;
    private int crashes;

    Cluster(Scenario scenario, Cheat cheat, Records records, Consumer<String> trace) {
        this.scenario = scenario;
        this.cheat = cheat;
        this.trace = trace;
        this.random = new Random(scenario.seed());
        this.network = new SimulatedNetwork(time, random, scenario.calmFrom());
        this.rules = new PolitenessRules(scenario.politeness());
        this.hurried = cheat == Cheat.HURRIES ? halved() : rules;
        this.records = records;
        for (int worker = 0; worker < scenario.workers(); worker++) {
            String name = "w" + worker;
            disks.put(name, new WatchedStore(records::written, cheat, random));
            time.after(scenario.joins().get(worker), () -> start(name));
        }
        WatchedStore journalDisk = new WatchedStore((crawl, order, page) -> {}, Cheat.NONE, random);
        scheduler = new SimulatedScheduler(time, this, journalDisk, records::ended);
        scheduler.open();
        long span = scenario.calmFrom() - time.now();
        for (int crash = 0; crash < scenario.crashes(); crash++) {
            time.after((long) (random.nextDouble() * span), this::crash);
        }
        for (Scenario.Trouble trouble : scenario.troubles()) {
            open++;
            time.after(trouble.after(), () -> befall("w" + trouble.worker(), trouble));
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
        if (!kept.contains(name) && !lost.contains(name)) {
            introduce(name, new UUID(random.nextLong(), random.nextLong()));
        }
    }

    /** Says hello until it is welcome; the answer may be lost. */
    private void introduce(String name, UUID process) {
        if (workers.containsKey(name) || kept.contains(name) || lost.contains(name)) {
            return;
        }
        WatchedStore disk = disks.get(name);
        long highest = Committer.onDisk(disk).values().stream()
                .mapToLong(epoch -> epoch)
                .max()
                .orElse(0);
        Hello hello = new Hello(name, "disk of " + name, process, "1", "", highest, "");
        HelloReply reply = network.parted(name) ? null : scheduler.hello(hello);
        boolean heard = time.now() >= scenario.calmFrom() || random.nextInt(4) > 0;
        if (heard && reply instanceof HelloReply.Welcome welcome) {
            workers.put(name, new SimulatedWorker(name, welcome.epoch(), this, disk, hurried));
            trace(() -> name + " starts as " + welcome.epoch());
        } else {
            time.after(300 * VirtualTime.MILLI, () -> introduce(name, process));
        }
    }

    private void befall(String name, Scenario.Trouble trouble) {
        trace(() -> name + " is " + trouble.kind() + " for " + trouble.lasting() / VirtualTime.SECOND + " s");
        SimulatedWorker worker = workers.get(name);
        switch (trouble.kind()) {
            case FROZEN -> {
                if (worker != null) {
                    worker.freeze(trouble.lasting());
                }
                time.after(trouble.lasting(), () -> open--);
            }
            case CUT_OFF -> {
                network.cut(name);
                time.after(trouble.lasting(), () -> {
                    network.join(name);
                    open--;
                });
            }
            case DRAINED ->
                operate(asked -> {
                    asked.drain(name);
                    return true;
                });
            case LOST -> {
                if (lost.size() + kept.size() + 2 > scenario.workers()) {
                    open--;
                    return;
                }
                kept.add(name);
                end(name);
                giveUp(name, () -> {
                    lost.add(name);
                    disks.remove(name);
                });
            }
            case GIVEN_UP -> {
                if (worker != null) {
                    worker.freeze(2 * SimulatedWorker.LEASE + trouble.lasting());
                }
                kept.add(name);
                giveUp(name, () -> {
                    kept.remove(name);
                    start(name);
                });
            }
        }
    }

    private void giveUp(String name, Runnable then) {
        operate(asked -> {
            Set<Integer> shards = asked.shardsOf(name);
            if (!asked.lost(name, time.now()).isZero()) {
                SimulatedWorker back = workers.get(name);
                if (back == null || back.frozen()) {
                    return null;
                }
                // It is back, and the operator lets it be.
                kept.remove(name);
                return true;
            }
            trace(() -> name + " is given up with " + shards);
            records.lost(shards);
            WatchedStore disk = disks.get(name);
            if (disk != null) {
                disk.giveUp(shards);
            }
            then.run();
            return true;
        });
    }

    /** An operator asks until it is done. */
    private void operate(Function<Scheduler, @Nullable Boolean> what) {
        if (Boolean.TRUE.equals(scheduler.ask(what))) {
            open--;
        } else {
            time.after(VirtualTime.SECOND, () -> operate(what));
        }
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
        if (end(name)) {
            long away = 100 * VirtualTime.MILLI + (long) (random.nextDouble() * 10 * VirtualTime.SECOND);
            time.after(away, () -> start(name));
        }
    }

    private boolean end(String name) {
        SimulatedWorker worker = workers.remove(name);
        if (worker != null) {
            crashes++;
            trace(() -> name + " is gone");
            worker.crash();
            audit().check();
        }
        return worker != null;
    }

    void schedulerDied() {
        crashes++;
        trace(() -> "the scheduler crashes");
        scheduler.crash();
        time.after((long) (random.nextDouble() * 10 * VirtualTime.SECOND), scheduler::open);
    }

    // Messages.

    void deliver(String from, String worker, LinkBatch batch) {
        network.send(from, worker, () -> {
            SimulatedWorker to = workers.get(worker);
            if (to != null) {
                to.arrived(batch);
            }
        });
    }

    /** {@code worker}: null for the seeds. */
    void acknowledge(String from, @Nullable String worker, LinkAck ack) {
        network.send(from, worker == null ? SimulatedScheduler.NAME : worker, () -> {
            SimulatedWorker to = worker == null ? null : workers.get(worker);
            if (worker == null) {
                scheduler.acknowledged(ack);
            } else if (to != null) {
                to.acknowledged(ack);
            }
        });
    }

    /** {@code superseded}: the scheduler does not know that process any more. */
    void heartbeat(Heartbeat beat, Consumer<HeartbeatReply> then, Runnable superseded) {
        network.send(beat.worker(), SimulatedScheduler.NAME, () -> {
            HeartbeatReply reply = scheduler.heartbeat(beat);
            if (reply != null) {
                network.send(SimulatedScheduler.NAME, beat.worker(), () -> then.accept(reply));
            } else if (scheduler.up()) {
                network.send(SimulatedScheduler.NAME, beat.worker(), superseded);
            }
        });
    }

    void read(String asker, String worker, int shard, byte[] cursor, Consumer<ShardRange.Piece> then) {
        network.send(asker, worker, () -> {
            SimulatedWorker from = workers.get(worker);
            if (from != null) {
                from.read(shard, cursor, piece -> network.send(worker, asker, () -> then.accept(piece)));
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
        return new StoreAudit(disks.values(), scenario.shards());
    }

    int shards() {
        return scenario.shards();
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

    /** A worker does something about its shards. */
    void shardStep() {
        lastStep = time.now();
    }

    /** Whether no shard has come or gone for so long. */
    boolean settledFor(long nanos) {
        return time.now() - lastStep > nanos;
    }

    /** Whether every worker is there and nothing befalls them any more. */
    boolean complete() {
        return open == 0 && workers.size() == disks.size();
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
