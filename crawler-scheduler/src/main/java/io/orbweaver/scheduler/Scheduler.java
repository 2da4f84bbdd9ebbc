package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.Discovery;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.HeartbeatReply.Grant;
import io.orbweaver.message.HeartbeatReply.Order;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.Outbox;
import io.orbweaver.store.Batch;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides about crawls: their state, their permits, their end; and hands out their seeds; and through {@link Ownership}
 * which worker has which shard. It never sees single URLs otherwise. Time is a parameter; the only effect is its journal,
 * written before anything is answered. Its calls block for as long as a write does, and belong to one thread.
 */
public final class Scheduler {
    private static final long RESEND_NANOS = 2_000_000_000L;
    private static final int SEEDS_PER_ENTRY = 1_000;

    /**
     * What does not change while it runs.
     *
     * @param shards of the whole cluster
     * @param lease how long an answer lets a worker fetch; zero where there can be no other worker
     * @param settle how long after a worker came shards without an owner are given out
     */
    public record Settings(String clusterId, int shards, Duration lease, Duration settle) {}

    private final Journal journal;
    private final int shards;
    private final Ownership ownership;
    private final Map<Integer, Crawl> crawls = new TreeMap<>();
    private final Outbox spool = new Outbox(RESEND_NANOS);
    private final Map<Long, Integer> spooledFor = new HashMap<>();
    private final Map<Integer, Integer> spooled = new HashMap<>();
    /** Of orders and rounds: grows with each change, also over restarts. */
    private long version;

    private final long firstVersion;
    private long tableSeen;

    /**
     * Opens what the store holds.
     *
     * @throws IllegalArgumentException where the cluster was begun with another number of shards
     */
    public Scheduler(KeyValueStore store, Settings settings, long now) {
        this.journal = new Journal(store);
        this.shards = settings.shards();
        this.ownership = new Ownership(
                store, settings.clusterId(), settings.shards(), settings.lease(), settings.settle(), now);
        this.firstVersion = journal.firstRound();
        this.version = firstVersion;
        this.tableSeen = ownership.version();
        journal.crawls().forEach(row -> crawls.put(row.id(), new Crawl(row, now, journal.firstRound(), ++version)));
        crawls.values()
                .forEach(crawl -> journal.grants(crawl.row.id(), (shard, total) -> {
                    if (shard == Journal.LOST) {
                        crawl.permits.restoreLost(total);
                    } else {
                        crawl.permits.restore(shard, total);
                    }
                }));
        journal.spool((entry, crawl) -> {
            spool.add(entry);
            spooledFor.put(entry.sequence(), crawl);
            spooled.merge(crawl, 1, Integer::sum);
        });
    }

    /** A worker introduces itself. */
    public HelloReply hello(Hello hello, long now, Instant wall) {
        return ownership.hello(hello, now, wall);
    }

    /** All shards of the worker are to go elsewhere. Returns whether there is such a worker. */
    public boolean drain(String node) {
        return ownership.drain(node);
    }

    /** Returns the shards that the worker owns. */
    public Set<Integer> shardsOf(String node) {
        return ownership.shardsOf(node);
    }

    /**
     * Declares a worker gone for good: its shards begin empty elsewhere, what they had of permits counts as used, and the
     * crawls say so. A worker that may still be fetching cannot be declared lost.
     *
     * @return how long its lease still runs, zero where it is done
     */
    public Duration lost(String node, long now) {
        Duration left = ownership.leasedFor(node, now);
        if (!left.isZero()) {
            return left;
        }
        Set<Integer> gone = shardsOf(node);
        Batch batch = new Batch();
        for (Crawl crawl : crawls.values()) {
            long before = crawl.permits.lost();
            gone.forEach(crawl.permits::lost);
            if (crawl.permits.lost() > before) {
                Journal.lost(batch, crawl.row.id(), gone, crawl.permits.lost());
            }
            crawl.reports.remove(node);
            crawl.moving.keySet().removeAll(gone);
            if (!gone.isEmpty()) {
                CrawlRow row = crawl.row.withLost(gone);
                Journal.put(batch, row);
                crawl.row = row;
                crawl.orderVersion = ++version;
            }
        }
        ownership.lost(node, batch);
        shardsChanged();
        return left;
    }

    /** Creates a crawl and spools its seeds, all durably. Seeds that are no URLs are left out. */
    public int create(CrawlSpec spec, long now, Instant wall) {
        int id = journal.nextId();
        List<String> scopeSeeds = normal(spec.seeds());
        CrawlRow row = new CrawlRow(id, 1, spec, scopeSeeds, State.RUNNING, null, wall, null, 0, List.of());
        crawls.put(id, new Crawl(row, now, journal.firstRound(), ++version));
        journal.save(row);
        seeds(id, scopeSeeds, now);
        return id;
    }

    /** Spools more seeds of a crawl durably; they widen its scope, and a finished crawl goes on. */
    public void seeds(int id, List<String> urls, long now) {
        Crawl crawl = crawl(id);
        disturb(crawl);
        widen(id, normal(urls));
        for (int from = 0; from < urls.size(); from += SEEDS_PER_ENTRY) {
            Map<Integer, List<Url>> byShard = new TreeMap<>();
            for (String text : urls.subList(from, Math.min(urls.size(), from + SEEDS_PER_ENTRY))) {
                Url url = Url.parse(text);
                if (url != null) {
                    byShard.computeIfAbsent(Shards.of(url, shards), any -> new ArrayList<>())
                            .add(url);
                }
            }
            Map<Integer, Discovery> found = new TreeMap<>();
            byShard.forEach((shard, links) -> found.put(shard, new Discovery(id, 0, true, null, List.of(), links)));
            if (!found.isEmpty()) {
                spool.add(journal.spool(id, found, spooledFor));
                spooled.merge(id, 1, Integer::sum);
            }
        }
        if (crawl.row.state() == State.FINISHED) {
            resume(id, now);
        }
    }

    private static List<String> normal(List<String> urls) {
        return urls.stream()
                .map(Url::parse)
                .filter(url -> url != null)
                .map(Url::toString)
                .distinct()
                .toList();
    }

    /** Changes what a crawl asks for. */
    public void change(int id, CrawlSpec spec) {
        Crawl crawl = crawl(id);
        crawl.permits.limit(spec.limits().maxPages());
        save(crawl, crawl.row.with(spec));
    }

    /** Lets a crawl that ended, was stopped or paused go on. */
    public void resume(int id, long now) {
        Crawl crawl = crawl(id);
        disturb(crawl);
        crawl.countedFrom = now;
        save(crawl, crawl.row.with(State.RUNNING, null, null, crawl.row.runMillis()));
    }

    /** No request of a running crawl starts until {@link #resume}; one that has ended stays as it is. */
    public void pause(int id, long now) {
        Crawl crawl = crawl(id);
        if (crawl.row.running()) {
            save(crawl, crawl.row.with(State.PAUSED, null, null, crawl.runMillis(now)));
        }
    }

    /**
     * Takes a heartbeat in, decides what follows from it, and answers; returns null where it is not from the process
     * that was welcomed last under that name.
     */
    public @Nullable HeartbeatReply heartbeat(Heartbeat beat, long now, Instant wall) {
        if (!ownership.knows(beat)) {
            return null;
        }
        if (ownership.heard(beat, now)) {
            takeIn(beat, now, wall);
        }
        return reply(beat);
    }

    private void takeIn(Heartbeat beat, long now, Instant wall) {
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null && beat.worker().equals(ownership.owner(report.shard()))) {
                crawl.permits.report(report.shard(), report.used(), report.returned(), report.wanted());
            }
        }
        beat.seeds().forEach(this::widen);
        shardsChanged();
        countMoving(beat);
        for (CrawlReport report : beat.crawls()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null) {
                crawl.reports.put(beat.worker(), report);
            }
        }
        for (Crawl crawl : crawls.values()) {
            // Also where nothing changed: an answer may not have counted yet because shards were on their way.
            CrawlReport report = crawl.reports.get(beat.worker());
            if (report != null) {
                askForTheEnd(crawl, report, beat, now, wall);
            }
            endAtALimit(crawl, now, wall);
        }
    }

    /** What was answered under another table says nothing about the end. */
    private void shardsChanged() {
        if (tableSeen != ownership.version()) {
            tableSeen = ownership.version();
            crawls.values().forEach(this::disturb);
        }
    }

    /** Nobody reports a shard that is on its way; its counters are those that its last owner left. */
    private void countMoving(Heartbeat beat) {
        for (Crawl crawl : crawls.values()) {
            crawl.moving.keySet().removeIf(shard -> ownership.arrived(shard));
        }
        beat.shards().counters().forEach((shard, tallies) -> tallies.forEach((id, tally) -> {
            Crawl crawl = crawls.get(id);
            if (crawl != null && !ownership.arrived(shard)) {
                crawl.moving.put(shard, tally);
            }
        }));
    }

    private void askForTheEnd(Crawl crawl, CrawlReport report, Heartbeat beat, long now, Instant wall) {
        if (!crawl.row.running() || !ownership.stable() || !ownership.settled(beat.worker())) {
            return;
        }
        boolean idle = report.idle() && spooled.getOrDefault(report.crawl(), 0) == 0;
        long before = crawl.end.round();
        boolean over = crawl.end.answered(
                beat.worker(), report.round(), idle, report.tally().activity, beat.epoch(), ownership.owners());
        crawl.roundVersion = crawl.end.round() == before ? crawl.roundVersion : ++version;
        if (over) {
            boolean spent = crawl.row.spec().limits().maxPages() > 0 && crawl.permits.spent();
            end(crawl, spent ? Reason.MAX_PAGES : Reason.EXHAUSTED, now, wall);
        }
    }

    private void endAtALimit(Crawl crawl, long now, Instant wall) {
        if (!crawl.row.running()) {
            return;
        }
        CrawlSpec.Limits limits = crawl.row.spec().limits();
        if (limits.maxPages() > 0 && crawl.permits.spent()) {
            end(crawl, Reason.MAX_PAGES, now, wall);
        } else if (limits.maxBytes() > 0 && crawl.bytes() >= limits.maxBytes()) {
            end(crawl, Reason.MAX_BYTES, now, wall);
        } else if (timeIsOver(crawl, now)) {
            end(crawl, Reason.MAX_DURATION, now, wall);
        }
    }

    private void disturb(Crawl crawl) {
        crawl.end.disturb();
        crawl.roundVersion = ++version;
    }

    private static boolean timeIsOver(Crawl crawl, long now) {
        Duration most = crawl.row.spec().limits().maxDuration();
        return most.isPositive() && crawl.runMillis(now) >= most.toMillis();
    }

    private void end(Crawl crawl, Reason reason, long now, Instant wall) {
        save(crawl, crawl.row.with(State.FINISHED, reason, wall, crawl.runMillis(now)));
    }

    private void widen(int id, List<String> seeds) {
        Crawl crawl = crawls.get(id);
        if (crawl == null) {
            return;
        }
        Set<String> wider = new LinkedHashSet<>(crawl.row.scopeSeeds());
        if (wider.addAll(seeds)) {
            save(crawl, crawl.row.withScopeSeeds(List.copyOf(wider)));
        }
    }

    private HeartbeatReply reply(Heartbeat beat) {
        boolean whole = beat.known().opening() != journal.opening() || beat.known().orders() < firstVersion;
        long known = whole ? 0 : beat.known().orders();
        List<Order> orders = new ArrayList<>();
        Map<Integer, Long> rounds = new HashMap<>();
        Set<Integer> reclaim = new HashSet<>();
        for (Crawl crawl : crawls.values()) {
            CrawlRow row = crawl.row;
            if (crawl.orderVersion > known) {
                orders.add(new Order(row.id(), row.version(), row.spec(), row.scopeSeeds(), row.running()));
            }
            if (crawl.roundVersion > known) {
                rounds.put(row.id(), crawl.end.round());
            }
            if (row.running() && row.spec().limits().maxPages() > 0) {
                journal.save(row.id(), crawl.permits.grant());
                if (crawl.permits.starving()) {
                    reclaim.add(row.id());
                }
            }
        }
        List<Grant> grants = new ArrayList<>();
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null) {
                grants.add(new Grant(report.shard(), report.crawl(), crawl.permits.granted(report.shard())));
            }
        }
        return new HeartbeatReply(
                beat.sequence(),
                journal.opening(),
                version,
                whole,
                orders,
                journal.lastId(),
                Set.of(),
                rounds,
                grants,
                reclaim,
                beat.known().table() == ownership.version() ? null : ownership.table(),
                null);
    }

    /** Returns the seeds to send now. */
    public List<Outbox.Delivery> poll(long now) {
        return spool.poll(now, ownership::owner, id -> {
            Crawl crawl = crawls.get(id);
            return crawl == null ? 0 : crawl.row.version();
        });
    }

    /** A worker has seeds durably. */
    public void acknowledged(LinkAck ack) {
        if (spool.acknowledged(ack) != null) {
            journal.unspool(ack.sequence());
            Integer crawl = spooledFor.remove(ack.sequence());
            if (crawl != null) {
                spooled.merge(crawl, -1, Integer::sum);
                disturb(crawl(crawl));
            }
        }
    }

    public List<Integer> ids() {
        return List.copyOf(crawls.keySet());
    }

    /** Returns the crawl as users see it; rates are left to who measures them. */
    public CrawlStatus status(int id) {
        Crawl crawl = crawl(id);
        return Reports.status(crawl.row, crawl.reports.values(), crawl.moving.values());
    }

    private void save(Crawl crawl, CrawlRow row) {
        journal.save(row);
        crawl.row = row;
        crawl.orderVersion = ++version;
    }

    private Crawl crawl(int id) {
        Crawl crawl = crawls.get(id);
        if (crawl == null) {
            throw new IllegalArgumentException("no crawl " + id);
        }
        return crawl;
    }
}
