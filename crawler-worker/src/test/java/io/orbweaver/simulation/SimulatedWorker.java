package io.orbweaver.simulation;

import io.orbweaver.admission.DepthRule;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.frontier.CrawlPlan;
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

/** Drives a worker's decisions as the real shell does, on virtual time, from its start to its crash. One thread. */
final class SimulatedWorker {
    private static final long BEAT = VirtualTime.SECOND;
    private static final long URGENT_BEAT = 100 * VirtualTime.MILLI;
    private static final long ANSWER_WITHIN = 2 * VirtualTime.SECOND;

    private final String name;
    private final String process;
    private final VirtualTime time;
    private final Cluster cluster;
    private final SimulatedStoreThread store;
    private final Committer committer;
    private final QueueReader reader;
    private final ShardOwner owner;
    private final Set<VisitJournal.Visit> visits = new HashSet<>();
    private boolean dead;
    private CrashPoint armed = CrashPoint.ANY_TIME;
    private boolean pumping;
    private boolean stopping;
    private long sleeps;
    private long lastBeat;
    private long beating;

    SimulatedWorker(String name, Set<Integer> shards, Cluster cluster, WatchedStore disk, PolitenessRules rules) {
        this.name = name;
        this.cluster = cluster;
        this.time = cluster.time();
        this.store = new SimulatedStoreThread(time, cluster.random());
        this.committer = new Committer(disk, cluster.shards());
        this.reader = new QueueReader(disk);
        ShardOwner.Settings settings = new ShardOwner.Settings(
                name,
                shards,
                cluster.scenario().frontier(),
                cluster.scenario().maxRedirects(),
                2 * VirtualTime.SECOND,
                1 + cluster.random().nextInt(5),
                1_000);
        this.owner = new ShardOwner(
                settings,
                rules,
                committer.open(shards),
                committer.permits(),
                committer.epoch(),
                time.now(),
                cluster.random()::nextDouble);
        this.process = name + "." + committer.epoch();
        pump();
    }

    void crash() {
        dead = true;
        store.crash();
        visits.forEach(cluster.journal()::end);
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
        if (!dead) {
            if (cluster.cheat() == Cheat.ACKNOWLEDGES_EARLY) {
                cluster.acknowledge(new LinkAck(
                        batch.from(), batch.sequence(), batch.byShard().keySet()));
            }
            owner.arrived(batch);
            pump();
            reached(CrashPoint.LINKS_ARRIVED);
        }
    }

    void acknowledged(LinkAck ack) {
        if (!dead) {
            owner.acknowledged(ack);
            pump();
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
        ShardOwner.Actions actions = owner.poll(time.now(), time.wallMillis(), cluster::ownerOf);
        actions.intentions().forEach(this::act);
        actions.deliveries().forEach(each -> cluster.deliver(each.worker(), each.batch()));
        commit();
        if (time.now() - lastBeat >= (owner.starving() || owner.idle() ? URGENT_BEAT : BEAT)) {
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

    private void act(Intention intention) {
        switch (intention) {
            case Intention.Fetch fetch -> fetch(fetch);
            case Intention.FetchRobots robots -> robots(robots);
            case Intention.LoadHead load ->
                store.call(() -> reader.head(load), head -> {
                    owner.headLoaded(load, head.urls(), head.end(), time.now());
                    pump();
                });
            case Intention.LoadHosts load ->
                store.call(() -> reader.hosts(load), hosts -> {
                    owner.hostsLoaded(hosts.found(), hosts.next(), time.now(), time.wallMillis());
                    pump();
                });
            default -> throw new IllegalStateException("to be committed: " + intention);
        }
    }

    private void fetch(Intention.Fetch asked) {
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
                owner.fetched(asked, end(asked, millis), time.now(), time.wallMillis());
                pump();
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
                owner.robotsFetched(
                        asked, verdict(asked, millis), millis * VirtualTime.MILLI, time.now(), time.wallMillis());
                pump();
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
            store.call(() -> made(commits), result -> {
                owner.committed(result, time.now(), time.wallMillis()).forEach(cluster::acknowledge);
                pump();
            });
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
        Heartbeat beat = owner.heartbeat();
        cluster.heartbeat(beat, this::ordered);
    }

    private void ordered(HeartbeatReply reply) {
        if (!dead) {
            beating = 0;
            owner.ordered(reply, time.now());
            pump();
            reached(CrashPoint.ORDERED);
        }
    }

    private void sleep() {
        long most = owner.starving() || owner.idle() ? URGENT_BEAT : BEAT;
        long mine = ++sleeps;
        time.after(Math.clamp(owner.sleep(time.now(), time.wallMillis()), VirtualTime.MILLI, most), () -> {
            if (mine == sleeps) {
                pump();
            }
        });
    }

    @Override
    public String toString() {
        return name + ": " + owner.heartbeat();
    }
}
