package io.orbweaver.scheduler;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.Discovery;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
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
import java.util.HashSet;
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
    private static final int SEEDS_PER_ENTRY = 1_000;
    private static final int SEED_BYTES_PER_ENTRY = 256 << 10;

    /**
     * What does not change while it runs.
     *
     * @param shards of the whole cluster
     * @param lease how long an answer lets a worker fetch; zero where there can be no other worker
     * @param settle how long after a worker came shards without an owner are given out
     * @param politeness that the configuration asks for
     */
    public record Settings(
            String clusterId, int shards, Duration lease, Duration settle, PolitenessConfig politeness) {}

    private final Journal journal;
    private final int shards;
    private final Ownership ownership;
    private final Crawls crawls;
    private final Spool spool;
    private final Rules rules;
    private final Reported reported;
    private final Replies replies;

    /**
     * Opens what the store holds.
     *
     * @throws IllegalArgumentException where the cluster was begun with another number of shards
     */
    public Scheduler(KeyValueStore store, Settings settings, long now) {
        this.journal = new Journal(store);
        this.shards = settings.shards();
        this.ownership =
                new Ownership(store, settings.clusterId(), settings.shards(), settings.lease(), settings.settle(), now);
        this.crawls = new Crawls(journal, now);
        this.rules = new Rules(store, settings.politeness(), journal.firstRound());
        this.spool = new Spool(journal);
        this.reported = new Reported(crawls, spool, ownership);
        this.replies = new Replies(journal, crawls, ownership, rules);
    }

    /** A worker introduces itself. */
    public HelloReply hello(Hello hello, long now, Instant wall) {
        return ownership.hello(hello, now, wall);
    }

    /** These workers are members of the cluster: when shards are given out, those of them who are late are waited for. */
    public void expect(Set<String> workers) {
        ownership.expect(workers);
    }

    Ownership ownership() {
        return ownership;
    }

    /** Returns the worker that owns the shard, null where nobody does. */
    public @Nullable String owner(int shard) {
        return ownership.owner(shard);
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
        for (Crawl crawl : crawls.all()) {
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
                crawls.changed(crawl, row);
            }
        }
        ownership.lost(node, batch);
        reported.shardsChanged();
        return left;
    }

    /** Creates a crawl and spools its seeds, all durably. Seeds that are no URLs are left out. */
    public int create(CrawlSpec spec, long now, Instant wall) {
        int id = journal.nextId();
        List<String> scopeSeeds = normal(spec.seeds());
        CrawlRow row = new CrawlRow(id, 1, spec, scopeSeeds, State.RUNNING, null, wall, null, 0, List.of());
        crawls.add(row, now);
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
        Crawl crawl = crawls.get(id);
        crawls.disturb(crawl);
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
        crawls.widen(id, wider);
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
        Crawl crawl = crawls.get(id);
        crawl.permits.limit(spec.limits().maxPages());
        crawl.scope = null;
        crawls.save(crawl, crawl.row.with(spec));
    }

    /** Lets a crawl that ended, was stopped or paused go on. */
    public void resume(int id, long now) {
        Crawl crawl = crawls.get(id);
        crawls.disturb(crawl);
        crawl.countedFrom = now;
        crawl.stopping = null;
        crawls.save(crawl, crawl.row.with(State.RUNNING, null, null, crawl.row.runMillis()));
    }

    /** No request of a running crawl starts until {@link #resume}; one that has ended stays as it is. */
    public void pause(int id, long now) {
        Crawl crawl = crawls.get(id);
        if (crawl.row.running()) {
            crawls.save(crawl, crawl.row.with(State.PAUSED, null, null, crawl.runMillis(now)));
        }
    }

    /**
     * Ends a running or paused crawl: no request starts, and when all that were in flight have ended it is stopped.
     * Another stays as it is.
     */
    public void stop(int id, long now, Instant wall) {
        Crawl crawl = crawls.get(id);
        if (crawl.row.running() || crawl.row.state() == State.PAUSED) {
            crawls.disturb(crawl);
            crawls.save(crawl, crawl.row.with(State.STOPPING, null, null, crawl.runMillis(now)));
            crawl.stopping = new Stopping(crawl.end.round());
            if (reported.fetching(now).isEmpty()) {
                crawls.stopped(crawl, wall);
            }
        }
    }

    /** Forgets a crawl and all that is kept for it. Workers drop what they have of an id that no order names. */
    public void delete(int id) {
        crawls.delete(id);
        spool.drop(id);
    }

    /** Returns the rules of politeness by domain. */
    public Rules rules() {
        return rules;
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
            reported.takeIn(beat, now, wall);
        }
        return replies.to(beat);
    }

    /** Whether the crawl has run for as long as it may. */
    boolean timeIsOver(int id, long now) {
        return Crawls.timeIsOver(crawls.get(id), now);
    }

    /** Returns the seeds to send now. */
    public List<Outbox.Delivery> poll(long now) {
        return spool.poll(now, ownership::owner, id -> {
            Crawl crawl = crawls.find(id);
            return crawl == null ? 0 : crawl.row.version();
        });
    }

    /** A worker has seeds durably. */
    public void acknowledged(LinkAck ack) {
        Integer crawl = spool.acknowledged(ack);
        if (crawl != null) {
            crawls.disturb(crawls.get(crawl));
        }
    }

    public List<Integer> ids() {
        return crawls.ids();
    }

    /** Returns the crawls whose requests may start. */
    public Set<Integer> running() {
        Set<Integer> running = new HashSet<>();
        for (Crawl crawl : crawls.all()) {
            if (crawl.row.running()) {
                running.add(crawl.row.id());
            }
        }
        return running;
    }

    /** Returns the crawl as users see it; rates are left to who measures them. */
    public CrawlStatus status(int id) {
        Crawl crawl = crawls.get(id);
        return Reports.status(crawl.row, crawl.reports.values(), crawl.moving.values());
    }
}
