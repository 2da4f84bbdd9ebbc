package io.orbweaver.simulation;

import io.orbweaver.admission.DepthRule;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.Intention;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsExchange;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.url.Url;
import io.orbweaver.worker.PageEnd;
import io.orbweaver.worker.QueueReader;
import io.orbweaver.worker.ShardOwner;
import io.orbweaver.worker.SitemapEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Drives a worker's decisions as the real shell does, on virtual time, from its start to its crash. One thread. */
final class SimulatedWorker {
    private static final long BEAT = VirtualTime.SECOND;
    private static final long URGENT_BEAT = 100 * VirtualTime.MILLI;
    private static final long ANSWER_WITHIN = 2 * VirtualTime.SECOND;

    /** How long an answer of the scheduler lets it fetch. */
    static final long LEASE = 8 * VirtualTime.SECOND;

    private final String name;
    private final String process;
    private final VirtualTime time;
    private final Cluster cluster;
    private final SimulatedStoreThread store;
    private final Committer committer;
    private final QueueReader reader;
    private final ShardOwner owner;
    private final SimulatedShards shards;
    private final Set<VisitJournal.Visit> visits = new HashSet<>();
    private boolean dead;
    private CrashPoint armed = CrashPoint.ANY_TIME;
    private boolean pumping;
    private boolean stopping;
    private long frozenUntil;
    private boolean renewed;
    private long renewedAt;
    private long sleeps;
    private long lastBeat;
    private long beating;

    SimulatedWorker(String name, long epoch, Cluster cluster, WatchedStore disk, PolitenessRules rules) {
        this.name = name;
        this.cluster = cluster;
        this.time = cluster.time();
        this.store = new SimulatedStoreThread(time, cluster.random());
        this.committer = new Committer(disk, cluster.shards());
        this.reader = new QueueReader(disk);
        long gather = cluster.random().nextInt(2) * VirtualTime.SECOND / 100;
        int sitemapPart = 1 + cluster.random().nextInt(5);
        Frontier.Settings frontier = cluster.scenario().frontier();
        int redirects = cluster.scenario().maxRedirects();
        ShardOwner.Settings settings =
                new ShardOwner.Settings(name, frontier, redirects, 2 * VirtualTime.SECOND, gather, sitemapPart, 1_000);
        this.owner = new ShardOwner(settings, rules, committer.onDisk(), epoch, cluster.random()::nextDouble);
        this.shards = new SimulatedShards(name, cluster, store, disk, committer, owner, this::alive);
        this.process = name + "." + epoch;
        pump();
    }

    void crash() {
        dead = true;
        store.crash();
        visits.forEach(cluster.journal()::end);
    }

    /** Stands still for so long; requests in flight are answered meanwhile. */
    void freeze(long nanos) {
        frozenUntil = Math.max(frozenUntil, time.now() + nanos);
    }

    boolean frozen() {
        return time.now() < frozenUntil;
    }

    /** Does something when the process goes on, unless it has died by then. */
    private void alive(Runnable what) {
        if (!dead && time.now() < frozenUntil) {
            time.after(frozenUntil - time.now(), () -> alive(what));
        } else if (!dead) {
            what.run();
            pump();
        }
    }

    /** Starts no more requests and ends when all it has begun is durable. */
    void stop() {
        owner.close();
        stopping = true;
        pump();
    }

    /** Dies when it comes to that point. */
    void crashAt(CrashPoint point) {
        armed = point;
    }

    private void reached(CrashPoint point) {
        if (armed == point && !dead) {
            armed = CrashPoint.ANY_TIME;
            cluster.crash(name);
        }
    }

    void arrived(LinkBatch batch) {
        alive(() -> {
            if (cluster.cheat() == Cheat.ACKNOWLEDGES_EARLY) {
                acknowledge(new LinkAck(
                        batch.from(), batch.sequence(), batch.byShard().keySet()));
            }
            owner.arrived(batch);
            pump();
            reached(CrashPoint.LINKS_ARRIVED);
        });
    }

    void acknowledged(LinkAck ack) {
        alive(() -> owner.acknowledged(ack));
    }

    /** Another worker reads a shard. */
    void read(int shard, byte[] cursor, Consumer<ShardRange.Piece> then) {
        alive(() -> shards.read(shard, cursor, then));
    }

    private void acknowledge(LinkAck ack) {
        boolean seeds = ack.from() == LinkBatch.SEEDS;
        String sender = seeds ? null : owner.shards().owner(ack.from());
        if (seeds || sender != null) {
            cluster.acknowledge(name, sender, ack);
        }
    }

    private void pump() {
        if (!pumping) {
            pumping = true;
            time.after(0, this::step);
        }
    }

    private void step() {
        pumping = false;
        if (dead) {
            return;
        }
        if (time.now() < frozenUntil) {
            time.after(frozenUntil - time.now(), this::pump);
            return;
        }
        owner.shardSteps().forEach(shards::take);
        if (renewed && time.now() - renewedAt < LEASE) {
            ShardOwner.Actions actions = owner.poll(time.now(), time.wallMillis());
            actions.intentions().forEach(this::act);
            actions.deliveries().forEach(each -> cluster.deliver(name, each.worker(), each.batch()));
        }
        commit();
        if (time.now() - lastBeat >= beat()) {
            heartbeat();
        }
        sleep();
        if (stopping && owner.quiet()) {
            if (!visits.isEmpty()) {
                throw new BrokenInvariant(name + " says that it is quiet and waits for " + visits);
            }
            cluster.gone(name);
        }
    }

    private long beat() {
        return owner.starving() || owner.idle() || owner.shards().moving() ? URGENT_BEAT : BEAT;
    }

    private void act(Intention intention) {
        switch (intention) {
            case Intention.Fetch fetch -> fetch(fetch);
            case Intention.FetchRobots robots -> robots(robots);
            case Intention.LoadHead load ->
                store.call(
                        () -> reader.head(load),
                        head -> alive(() -> owner.headLoaded(load, head.urls(), head.end(), time.now())));
            case Intention.LoadHosts load ->
                store.call(
                        () -> reader.hosts(load),
                        hosts -> alive(
                                () -> owner.hostsLoaded(hosts.found(), hosts.next(), time.now(), time.wallMillis())));
            default -> throw new IllegalStateException("to be committed: " + intention);
        }
    }

    /** Whether the lease has ended by the time a request would be written: then it is not. */
    private boolean withdrawn(Runnable then) {
        boolean withdrawn =
                time.now() < cluster.scenario().calmFrom() && cluster.random().nextInt(40) == 0;
        if (withdrawn) {
            time.after(cluster.latency() * VirtualTime.MILLI, () -> alive(then));
        }
        return withdrawn;
    }

    private void fetch(Intention.Fetch asked) {
        if (withdrawn(() -> owner.withdrawn(asked, time.now()))) {
            return;
        }
        Url url = asked.url().url();
        VisitJournal.Visit visit = cluster.visit(url.host(), asked.plan().id(), url);
        visits.add(visit);
        cluster.trace(
                () -> process + " asks for " + url + " of crawl " + asked.plan().id());
        long millis = cluster.latency();
        time.after(millis * VirtualTime.MILLI, () -> {
            if (!dead) {
                visits.remove(visit);
                cluster.journal().end(visit);
                PageEnd end = end(asked, millis);
                alive(() -> owner.fetched(asked, end, time.now(), time.wallMillis()));
            }
        });
    }

    private PageEnd end(Intention.Fetch asked, long millis) {
        SimulatedWeb web = cluster.scenario().web();
        Sitemap sitemap = asked.url().sitemap();
        if (sitemap != null) {
            return sitemap(asked, sitemap, web.answerSitemap(asked.url().url(), time.wallMillis(), millis));
        }
        SimulatedPage page = web.page(asked.url().url());
        return end(asked, page, web.answer(page, time.wallMillis(), millis));
    }

    private PageEnd sitemap(Intention.Fetch asked, Sitemap role, FetchOutcome outcome) {
        SimulatedSitemap sitemap = cluster.scenario().web().sitemap(asked.url().url());
        int status = outcome instanceof FetchOutcome.Answered answer ? answer.status() : 0;
        List<Url> kept = new ArrayList<>();
        boolean index = sitemap != null && sitemap.index;
        for (Url url : sitemap != null && status == 200 ? sitemap.urls : List.<Url>of()) {
            boolean own = url.host().equals(role.host());
            boolean near = own || index && url.host().equals(asked.url().url().host());
            boolean wanted = index
                    ? role.nesting() < Sitemap.MAX_NESTING
                    : asked.plan().scope().includes(url);
            if (near && wanted) {
                kept.add(url);
            }
        }
        if (cluster.cheat() == Cheat.SKIPS_IN_SITEMAPS && !kept.isEmpty()) {
            kept.removeLast();
        }
        Url location = sitemap != null && status == 301 ? sitemap.location : null;
        return new PageEnd(
                outcome,
                location,
                ParsedPage.NOTHING,
                kept,
                null,
                Map.of(),
                new SitemapEnd(index, Map.of(), "simulated"));
    }

    private static PageEnd end(Intention.Fetch asked, SimulatedPage page, FetchOutcome outcome) {
        List<Url> kept = new ArrayList<>();
        Map<Exclusion, Integer> leftOut = new EnumMap<>(Exclusion.class);
        boolean whole = outcome instanceof FetchOutcome.Answered answer && answer.status() == page.status;
        CrawlPlan plan = asked.plan();
        for (Url link : whole ? page.links : List.<Url>of()) {
            if (!plan.scope().includes(link)) {
                leftOut.merge(Exclusion.SCOPE, 1, Integer::sum);
            } else if (!DepthRule.allows(
                    asked.url().depth() + 1, plan.spec().limits().maxDepth())) {
                leftOut.merge(Exclusion.DEPTH, 1, Integer::sum);
            } else {
                kept.add(link);
            }
        }
        return new PageEnd(outcome, SimulatedWeb.redirect(page, outcome), ParsedPage.NOTHING, kept, null, leftOut);
    }

    private void robots(Intention.FetchRobots asked) {
        if (withdrawn(() -> owner.withdrawn(asked, time.now()))) {
            return;
        }
        String host = asked.target().host();
        boolean stranger = !host.equals(asked.page().url().host());
        VisitJournal.Visit visit = stranger ? null : cluster.visit(host, 0, asked.target());
        if (visit == null) {
            cluster.journal()
                    .stranger(process, host, cluster.delay(asked.page().url().host()));
        } else {
            visits.add(visit);
        }
        cluster.trace(() -> process + " asks for " + asked.target());
        long millis = cluster.latency();
        time.after(millis * VirtualTime.MILLI, () -> {
            if (!dead) {
                if (visit != null) {
                    visits.remove(visit);
                    cluster.journal().end(visit);
                }
                RobotsVerdict verdict = verdict(asked, millis);
                alive(() ->
                        owner.robotsFetched(asked, verdict, millis * VirtualTime.MILLI, time.now(), time.wallMillis()));
            }
        });
    }

    private RobotsVerdict verdict(Intention.FetchRobots asked, long millis) {
        RobotsExchange exchange = new RobotsExchange(asked.target(), asked.hops(), SimulatedWeb.AGENT);
        FetchOutcome outcome = cluster.scenario().web().robots(asked.target(), time.wallMillis(), millis);
        if (outcome instanceof FetchOutcome.Answered answer) {
            exchange.chunk(answer.body(), 0, answer.body().length);
        }
        return exchange.end(outcome, Instant.ofEpochMilli(time.wallMillis()));
    }

    private void commit() {
        List<Commit> commits = owner.takeCommits();
        if (!commits.isEmpty()) {
            store.call(
                    () -> made(commits),
                    result -> alive(() -> owner.committed(result, time.now(), time.wallMillis())
                            .forEach(this::acknowledge)));
            reached(CrashPoint.COMMIT_BEGUN);
        }
    }

    private CommitResult made(List<Commit> commits) {
        CommitResult result = committer.commit(commits);
        reached(CrashPoint.COMMIT_DONE);
        return result;
    }

    private void heartbeat() {
        if (beating > 0 && time.now() < beating + ANSWER_WITHIN) {
            return;
        }
        beating = time.now();
        lastBeat = time.now();
        long sent = time.now();
        cluster.heartbeat(
                owner.heartbeat(Heartbeat.Health.GOOD),
                reply -> alive(() -> ordered(reply, sent)),
                () -> alive(() -> cluster.gone(name)));
    }

    private void ordered(HeartbeatReply reply, long sent) {
        beating = 0;
        renewed = true;
        renewedAt = Math.max(renewedAt, sent);
        if (owner.ordered(reply, time.now())) {
            store.call(
                    () -> {
                        committer.forget();
                        return reply;
                    },
                    done -> {});
        }
        pump();
        reached(CrashPoint.ORDERED);
    }

    private void sleep() {
        long most = beat();
        long mine = ++sleeps;
        boolean leased = renewed && time.now() - renewedAt < LEASE;
        long wake = leased ? owner.sleep(time.now(), time.wallMillis()) : most;
        time.after(Math.clamp(wake, VirtualTime.MILLI, most), () -> {
            if (mine == sleeps) {
                pump();
            }
        });
    }

    @Override
    public String toString() {
        return name + ": " + owner.report();
    }
}
