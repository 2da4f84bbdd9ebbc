package io.orbweaver.scheduler;

import io.orbweaver.config.PolitenessConfig;
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
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.Outbox;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides about crawls: their state, their permits, their end; and hands out their seeds. It never sees single URLs
 * otherwise. Time is a parameter; the only effect is its journal, written before anything is answered. Its calls block
 * for as long as a write does, and belong to one thread.
 */
public final class Scheduler {
    private static final int SEEDS_PER_ENTRY = 1_000;
    private static final int SEED_BYTES_PER_ENTRY = 256 << 10;

    private final Journal journal;
    private final int shards;
    private final Map<Integer, Crawl> crawls = new TreeMap<>();
    private final Spool spool;
    private final Rules rules;
    private Set<String> workers = Set.of();

    /** Opens what the store holds; no file has rules of politeness. */
    public Scheduler(KeyValueStore store, int shards, long now) {
        this(store, shards, PolitenessConfig.defaults(), now);
    }

    /** Opens what the store holds. {@code file}: the politeness that the configuration asks for. */
    public Scheduler(KeyValueStore store, int shards, PolitenessConfig file, long now) {
        this.journal = new Journal(store);
        this.rules = new Rules(store, file, journal.firstRound());
        this.shards = shards;
        journal.crawls().forEach(row -> crawls.put(row.id(), new Crawl(row, now, journal.firstRound())));
        crawls.values().forEach(crawl -> journal.grants(crawl.row.id(), crawl.permits::restore));
        this.spool = new Spool(journal);
    }

    /** Which workers own shards: each of them has to answer before a crawl can end. */
    public void workers(Set<String> owners) {
        workers = Set.copyOf(owners);
    }

    /** Creates a crawl and spools its seeds, all durably. Seeds that are no URLs are left out. */
    public int create(CrawlSpec spec, long now, Instant wall) {
        int id = journal.nextId();
        List<String> scopeSeeds = normal(spec.seeds());
        CrawlRow row = new CrawlRow(id, 1, spec, scopeSeeds, State.RUNNING, null, wall, null, 0);
        crawls.put(id, new Crawl(row, now, journal.firstRound()));
        journal.save(row);
        seeds(id, scopeSeeds, now);
        return id;
    }

    /**
     * Spools more seeds of a crawl durably; they widen its scope, and a finished crawl goes on. What is no URL is left
     * out.
     *
     * @return the indices of those that were not taken, as the scope knows {@link ScopeSeeds#MAX} already
     */
    public List<Integer> seeds(int id, List<String> urls, long now) {
        Crawl crawl = crawl(id);
        crawl.end.disturb();
        if (crawl.scope == null) {
            crawl.scope = new ScopeSeeds(crawl.row.spec().scope(), crawl.row.scopeSeeds());
        }
        List<Integer> refused = new ArrayList<>();
        List<Url> taken = new ArrayList<>();
        List<String> wider = new ArrayList<>();
        for (int index = 0; index < urls.size(); index++) {
            Url url = Url.parse(urls.get(index));
            if (url != null && crawl.scope.lacks(url)) {
                if (crawl.scope.refuses(url)) {
                    refused.add(index);
                    continue;
                }
                crawl.scope.add(url);
                wider.add(url.toString());
            }
            if (url != null) {
                taken.add(url);
            }
        }
        widen(id, wider);
        for (int from = 0; from < taken.size(); ) {
            int to = entryEnd(taken, from);
            spool(id, taken.subList(from, to));
            from = to;
        }
        if (crawl.row.state() == State.FINISHED && !taken.isEmpty()) {
            resume(id, now);
        }
        return refused;
    }

    /** An entry is one message, which is bounded, too. */
    private static int entryEnd(List<Url> seeds, int from) {
        int bytes = 0;
        int to = from;
        while (to < seeds.size() && to - from < SEEDS_PER_ENTRY && bytes < SEED_BYTES_PER_ENTRY) {
            bytes += seeds.get(to++).toString().length();
        }
        return to;
    }

    private void spool(int id, List<Url> seeds) {
        Map<Integer, List<Url>> byShard = new TreeMap<>();
        for (Url url : seeds) {
            byShard.computeIfAbsent(Shards.of(url, shards), any -> new ArrayList<>())
                    .add(url);
        }
        Map<Integer, Discovery> found = new TreeMap<>();
        byShard.forEach((shard, links) -> found.put(shard, new Discovery(id, 0, true, null, List.of(), links)));
        spool.add(id, found);
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
        crawl.scope = null;
        save(crawl, crawl.row.with(spec));
    }

    /** Lets a crawl that ended, was stopped or paused go on. */
    public void resume(int id, long now) {
        Crawl crawl = crawl(id);
        crawl.end.disturb();
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
     * Ends a running or paused crawl: no request starts, and when all that were in flight have ended it is stopped.
     * Another stays as it is.
     */
    public void stop(int id, long now, Instant wall) {
        Crawl crawl = crawl(id);
        if (crawl.row.running() || crawl.row.state() == State.PAUSED) {
            crawl.end.disturb();
            save(crawl, crawl.row.with(State.STOPPING, null, null, crawl.runMillis(now)));
            crawl.stopping = new Stopping(crawl.end.round());
            if (workers.isEmpty()) {
                stopped(crawl, wall);
            }
        }
    }

    private void stopped(Crawl crawl, Instant wall) {
        save(crawl, crawl.row.with(State.STOPPED, Reason.STOPPED, wall, crawl.row.runMillis()));
        crawl.stopping = null;
    }

    /** Forgets a crawl and all that is kept for it. Workers drop what they have of an id that no order names. */
    public void delete(int id) {
        crawl(id);
        journal.delete(id);
        crawls.remove(id);
        spool.drop(id);
    }

    /** Returns the rules of politeness by domain. */
    public Rules rules() {
        return rules;
    }

    /** Takes a heartbeat in, decides what follows from it, and answers. */
    public HeartbeatReply heartbeat(Heartbeat beat, long now, Instant wall) {
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null) {
                crawl.permits.report(report.shard(), report.used(), report.returned(), report.wanted());
            }
        }
        beat.seeds().forEach(this::widen);
        for (CrawlReport report : beat.crawls()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null) {
                crawl.reports.put(beat.worker(), report);
                decide(crawl, report, beat, now, wall);
            }
        }
        return reply(beat, now);
    }

    private void decide(Crawl crawl, CrawlReport report, Heartbeat beat, long now, Instant wall) {
        if (crawl.stopping != null && crawl.stopping.heard(beat.worker(), report.round(), report.inFlight(), workers)) {
            stopped(crawl, wall);
        }
        if (!crawl.row.running()) {
            return;
        }
        CrawlSpec.Limits limits = crawl.row.spec().limits();
        boolean idle = report.idle() && !spool.holds(report.crawl());
        boolean over =
                crawl.end.answered(beat.worker(), report.round(), idle, report.tally().activity, beat.epoch(), workers);
        long bytes = crawl.reports.values().stream()
                .mapToLong(each -> each.tally().bytes)
                .sum();
        if (limits.maxPages() > 0 && crawl.permits.spent()) {
            end(crawl, Reason.MAX_PAGES, now, wall);
        } else if (over) {
            end(crawl, Reason.EXHAUSTED, now, wall);
        } else if (limits.maxBytes() > 0 && bytes >= limits.maxBytes()) {
            end(crawl, Reason.MAX_BYTES, now, wall);
        } else if (timeIsOver(crawl, now)) {
            end(crawl, Reason.MAX_DURATION, now, wall);
        }
    }

    /** Whether the crawl has run for as long as it may. */
    boolean timeIsOver(int id, long now) {
        return timeIsOver(crawl(id), now);
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

    private HeartbeatReply reply(Heartbeat beat, long now) {
        List<Order> orders = new ArrayList<>();
        List<Grant> grants = new ArrayList<>();
        Set<Integer> reclaim = new HashSet<>();
        for (Crawl crawl : crawls.values()) {
            CrawlRow row = crawl.row;
            // A crawl that goes on when its time was over before ends with its first report, and starts nothing till
            // then.
            boolean running = row.running() && !timeIsOver(crawl, now);
            orders.add(new Order(row.id(), row.version(), row.spec(), row.scopeSeeds(), running, crawl.end.round()));
            if (row.running() && row.spec().limits().maxPages() > 0) {
                journal.save(row.id(), crawl.permits.grant());
                if (crawl.permits.starving()) {
                    reclaim.add(row.id());
                }
            }
        }
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.get(report.crawl());
            if (crawl != null) {
                grants.add(new Grant(report.shard(), report.crawl(), crawl.permits.granted(report.shard())));
            }
        }
        return new HeartbeatReply(orders, grants, reclaim);
    }

    /** Returns the seeds to send now. */
    public List<Outbox.Delivery> poll(long now, IntFunction<@Nullable String> owner) {
        return spool.poll(now, owner, id -> {
            Crawl crawl = crawls.get(id);
            return crawl == null ? 0 : crawl.row.version();
        });
    }

    /** A worker has seeds durably. */
    public void acknowledged(LinkAck ack) {
        Integer crawl = spool.acknowledged(ack);
        if (crawl != null) {
            crawl(crawl).end.disturb();
        }
    }

    public List<Integer> ids() {
        return List.copyOf(crawls.keySet());
    }

    /** Returns the crawls whose requests may start. */
    public Set<Integer> running() {
        Set<Integer> running = new HashSet<>();
        crawls.forEach((id, crawl) -> {
            if (crawl.row.running()) {
                running.add(id);
            }
        });
        return running;
    }

    /** Returns the crawl as users see it; rates are left to who measures them. */
    public CrawlStatus status(int id) {
        Crawl crawl = crawl(id);
        return Reports.status(crawl.row, crawl.reports.values());
    }

    private void save(Crawl crawl, CrawlRow row) {
        journal.save(row);
        crawl.row = row;
    }

    private Crawl crawl(int id) {
        Crawl crawl = crawls.get(id);
        if (crawl == null) {
            throw new NoSuchCrawlException(id);
        }
        return crawl;
    }
}
