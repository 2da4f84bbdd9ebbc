package io.orbweaver.worker;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.CommitResult;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.Intention;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.Sight;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Tally;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.politeness.RetryPolicy;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.route.OutboxEntry;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of one worker about its shards: the frontier, what waits to be committed, what is under way to other
 * workers, and what the scheduler has to know. A pure state machine like its parts: time and messages in, intentions
 * out. Owned by one thread.
 */
public final class ShardOwner {
    /**
     * {@code resend}: nanoseconds after which an unanswered batch of links is sent again; {@code sitemapPart}: URLs of a
     * sitemap that become durable together; {@code storeBehind}: bytes waiting for their commit from which on fewer
     * requests are in flight.
     */
    public record Settings(
            String worker,
            Set<Integer> shards,
            Frontier.Settings frontier,
            int maxRedirects,
            long resend,
            int sitemapPart,
            long storeBehind) {}

    /** What is to be done now. */
    public record Actions(List<Intention> intentions, List<Outbox.Delivery> deliveries) {}

    private record Batch(int from, long sequence) {}

    private final Settings settings;
    private final Endings endings;
    private final DoubleSupplier random;
    private final PermitBook permits = new PermitBook();
    private final Frontier frontier;
    private final Outbox outbox;
    private final long epoch;
    private final Map<Integer, CrawlPlan> plans = new TreeMap<>();
    private final Map<Integer, Long> versions = new HashMap<>();
    private final Map<Integer, Long> rounds = new HashMap<>();
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private final Map<Integer, Integer> inFlight = new HashMap<>();
    private final ByteLimit received;
    private final Map<Integer, List<String>> widened = new HashMap<>();
    /** Links that were found under an order that is not known here yet, by the shard that found them. */
    private final Map<Integer, LinkBatch> held = new TreeMap<>();

    private Map<Integer, Long> nextDue = Map.of();
    private final Set<Integer> promoting = new HashSet<>();
    private final PendingCommits pending;
    private final RequestWindow window;
    /** Orders of URLs that were requested and whose end is not durable yet: orders differ within a worker. */
    private final Set<Long> requested = new HashSet<>();

    /** {@code opened}: what {@link io.orbweaver.commit.Committer#open} found. */
    public ShardOwner(
            Settings settings,
            PolitenessRules rules,
            CommitResult opened,
            List<PermitBook.Report> used,
            long epoch,
            long now,
            DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
        this.epoch = epoch;
        this.endings = new Endings(
                new RetryPolicy(
                        settings.frontier().retries(), settings.frontier().maxWait()),
                settings.maxRedirects());
        this.frontier = new Frontier(settings.frontier(), rules, permits, now, random);
        this.pending = new PendingCommits(settings.sitemapPart());
        this.window = new RequestWindow(settings.frontier().maxInFlight(), settings.storeBehind());
        frontier.limitInFlight(window.size());
        this.outbox = new Outbox(settings.resend());
        used.forEach(report ->
                permits.open(report.place().shard(), report.place().crawl(), report.used(), report.returned()));
        opened.sent().forEach(outbox::add);
        tallies.putAll(opened.tallies());
        received = new ByteLimit(opened.tallies());
        nextDue = opened.nextDueMillis();
    }

    // Requests end.

    /** The request that {@link Intention.Fetch} wanted has ended. */
    public void fetched(Intention.Fetch asked, PageEnd end, long now, long wallMillis) {
        QueuedUrl url = asked.url();
        inFlight.merge(url.crawl(), -1, Integer::sum);
        Commit commit = endings.decide(
                url,
                asked.plan(),
                end,
                wallMillis,
                random.getAsDouble(),
                ended -> frontier.ended(url, ended, now, wallMillis));
        requested.add(url.order());
        pending.add(commit);
        received.add(url.crawl(), commit);
        stopAtMaxBytes(url.crawl(), now);
        if (commit instanceof Commit.Redirect redirect && url.seed()) {
            redirect.target().links().forEach(target -> widen(url.crawl(), target));
        }
    }

    private void stopAtMaxBytes(int crawl, long now) {
        CrawlPlan plan = plans.get(crawl);
        if (plan != null
                && plan.running()
                && received.reached(crawl, plan.spec().limits())) {
            CrawlPlan stopped = new CrawlPlan(crawl, plan.spec(), plan.scope(), false);
            plans.put(crawl, stopped);
            frontier.plan(stopped, now);
        }
    }

    /** What a seed redirects to makes scope like a seed, as soon as the scheduler has it on its disk. */
    private void widen(int crawl, Url target) {
        List<String> told = widened.computeIfAbsent(crawl, any -> new ArrayList<>());
        if (!told.contains(target.toString())) {
            told.add(target.toString());
        }
    }

    /** The request that {@link Intention.FetchRobots} wanted has ended. */
    public void robotsFetched(
            Intention.FetchRobots asked, RobotsVerdict verdict, long durationNanos, long now, long wallMillis) {
        HostRow host = frontier.robotsEnded(asked, verdict, durationNanos, now, wallMillis);
        pending.add(new Commit.Touched(host, asked.page().url().hostHash()));
    }

    // The store answers.

    /** Returns what is to be committed now, empty while a commit is under way or where there is nothing. */
    public List<Commit> takeCommits() {
        return pending.take();
    }

    /** What {@link #takeCommits} returned is durable. Returns what to acknowledge to other workers. */
    public List<LinkAck> committed(CommitResult result, long now, long wallMillis) {
        tallies.putAll(result.tallies());
        nextDue = result.nextDueMillis();
        result.sent().forEach(outbox::add);
        Map<Batch, Set<Integer>> taken = new HashMap<>();
        List<LinkAck> acks = new ArrayList<>();
        // With the batch itself: all that arrives in one turn of an event loop is in it.
        window.committed(pending.bytes());
        frontier.limitInFlight(window.size());
        for (Commit commit : pending.durable()) {
            switch (commit) {
                case Commit.OfUrl of -> settle(of, now);
                case Commit.Promote promote -> promoting.remove(promote.shard());
                case Commit.Arrived arrived ->
                    taken.computeIfAbsent(new Batch(arrived.from(), arrived.sequence()), any -> new HashSet<>())
                            .add(arrived.shard());
                case Commit.Found found -> {}
                case Commit.Touched touched -> {}
                case Commit.Delivered delivered -> {}
                case Commit.PermitsReturned back -> permits.returned(back.shard(), back.crawl(), back.total());
            }
        }
        // Behind the ends, which count pages that the counts here have in them already.
        result.queued()
                .forEach(each ->
                        frontier.queued(each.url(), each.host(), each.fresh(), each.fetched(), now, wallMillis));
        taken.forEach((batch, shards) -> acks.add(new LinkAck(batch.from(), batch.sequence(), shards)));
        return acks;
    }

    private void settle(Commit.OfUrl of, long now) {
        QueuedUrl url = of.url();
        frontier.settled(url, requested.remove(url.order()), of instanceof Commit.Page, now);
    }

    /** What {@link Intention.LoadHead} asked for; {@code end}: nothing is behind it. */
    public void headLoaded(Intention.LoadHead asked, List<QueuedUrl> urls, boolean end, long now) {
        frontier.headLoaded(asked, urls, end, now);
    }

    /** What {@link Intention.LoadHosts} asked for; {@code next}: where to go on, null at the end. */
    public void hostsLoaded(List<Frontier.Found> found, byte @Nullable [] next, long now, long wallMillis) {
        frontier.hostsLoaded(found, next, now, wallMillis);
    }

    // Other workers and the scheduler speak.

    /**
     * Links arrive for shards of this worker; they are acknowledged when they are durable. Those that were found under
     * an order that is not known here wait for it: at most one batch of each sender, which sends it again anyway.
     */
    public void arrived(LinkBatch batch) {
        held.remove(batch.from());
        batch.byShard().forEach((shard, found) -> {
            if (batch.version() > versions.getOrDefault(found.crawl(), 0L)) {
                held.put(batch.from(), batch);
            } else if (settings.shards().contains(shard)) {
                pending.add(new Commit.Arrived(shard, batch.from(), batch.sequence(), found));
            }
        });
    }

    /** Shards of other workers have a batch of this worker durably. */
    public void acknowledged(LinkAck ack) {
        OutboxEntry delivered = outbox.acknowledged(ack);
        if (delivered != null) {
            pending.add(new Commit.Delivered(ack.from(), ack.sequence(), delivered.crawl()));
        }
    }

    /** Returns what the scheduler has to know now. */
    public Heartbeat heartbeat() {
        List<Heartbeat.CrawlReport> reports = new ArrayList<>();
        for (int crawl : plans.keySet()) {
            Tally tally = tallies.getOrDefault(crawl, new Tally());
            boolean idle = tally.queued == 0 && tally.waiting == 0 && !outbox.holds(crawl) && !pending.concerns(crawl);
            reports.add(new Heartbeat.CrawlReport(
                    crawl,
                    rounds.getOrDefault(crawl, 0L),
                    idle,
                    inFlight.getOrDefault(crawl, 0),
                    frontier.activeHosts(),
                    tally));
        }
        List<Heartbeat.PermitReport> permitReports = new ArrayList<>();
        for (PermitBook.Report report : frontier.permitReports()) {
            permitReports.add(new Heartbeat.PermitReport(
                    report.place().shard(), report.place().crawl(), report.used(), report.returned(), report.wanted()));
        }
        // Read on the scheduler's thread, while more is added here.
        Map<Integer, List<String>> seeds = new HashMap<>();
        widened.forEach((crawl, told) -> seeds.put(crawl, List.copyOf(told)));
        return new Heartbeat(settings.worker(), epoch, reports, permitReports, seeds);
    }

    /** The scheduler answered a heartbeat. */
    public void ordered(HeartbeatReply reply, long now) {
        Set<Integer> known = new HashSet<>();
        for (HeartbeatReply.Order order : reply.crawls()) {
            known.add(order.crawl());
            rounds.merge(order.crawl(), order.round(), Math::max);
            if (order.version() > versions.getOrDefault(order.crawl(), 0L)) {
                versions.put(order.crawl(), order.version());
                List<Url> seeds = order.seeds().stream().map(Url::parse).toList();
                CrawlPlan plan = new CrawlPlan(
                        order.crawl(),
                        order.spec(),
                        new ScopeFilter(order.spec().scope(), seeds),
                        order.running()
                                && !received.reached(order.crawl(), order.spec().limits()));
                plans.put(order.crawl(), plan);
                frontier.plan(plan, now);
            }
            List<String> told = widened.get(order.crawl());
            if (told != null && order.seeds().containsAll(told)) {
                widened.remove(order.crawl());
            }
        }
        held.values()
                .removeIf(batch -> batch.byShard().values().stream().noneMatch(found -> known.contains(found.crawl())));
        List.copyOf(held.values()).forEach(this::arrived);
        reply.grants().forEach(grant -> frontier.granted(grant.shard(), grant.crawl(), grant.total(), now));
        if (!reply.reclaim().isEmpty()) {
            frontier.giveBack(reply.reclaim())
                    .forEach((place, total) ->
                            pending.add(new Commit.PermitsReturned(place.shard(), place.crawl(), total)));
        }
    }

    /** Other politeness rules are in force. */
    public void rules(PolitenessRules changed, long now) {
        frontier.rules(changed, now);
    }

    /** Returns what is in memory of a URL's host. */
    public Sight sight(int shard, Url url, long now, long wallMillis) {
        return frontier.sight(shard, url, now, wallMillis);
    }

    /** No request starts from now on. */
    public void close() {
        frontier.close();
    }

    /** Whether nothing is in flight and everything is durable. */
    public boolean quiet() {
        return frontier.inFlight() == 0 && pending.isEmpty();
    }

    // Time passes.

    /** Returns what is to be done now. {@code owner}: which worker owns a shard. */
    public Actions poll(long now, long wallMillis, IntFunction<@Nullable String> owner) {
        nextDue.forEach((shard, millis) -> {
            if (millis <= wallMillis && promoting.add(shard)) {
                pending.add(new Commit.Promote(shard, wallMillis));
            }
        });
        List<Intention> outside = new ArrayList<>();
        for (Intention intention : frontier.poll(now, wallMillis)) {
            switch (intention) {
                case Intention.Exclude out -> pending.add(new Commit.Excluded(out.url(), out.reason(), out.rule()));
                case Intention.Fail out -> pending.add(new Commit.Failed(out.url(), null, out.kind(), out.detail()));
                case Intention.Fetch fetch -> {
                    inFlight.merge(fetch.url().crawl(), 1, Integer::sum);
                    outside.add(fetch);
                }
                case Intention.Sitemaps of -> {
                    Commit.Found named = SitemapEndings.named(of);
                    pending.add(named);
                }
                case Intention.FetchRobots robots -> outside.add(robots);
                case Intention.Widen seed -> widen(seed.crawl(), seed.seed());
                case Intention.LoadHead load -> outside.add(load);
                case Intention.LoadHosts load -> outside.add(load);
            }
        }
        return new Actions(outside, outbox.poll(now, owner, crawl -> versions.getOrDefault(crawl, 0L)));
    }

    /** Returns nanoseconds until {@link #poll} has something to do, {@link Long#MAX_VALUE} while only events count. */
    public long sleep(long now, long wallMillis) {
        long wake = Math.min(frontier.wake(), outbox.wake());
        long sleep = wake == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, wake - now);
        for (Map.Entry<Integer, Long> due : nextDue.entrySet()) {
            if (!promoting.contains(due.getKey())) {
                sleep = Math.min(sleep, Math.max(0, due.getValue() - wallMillis) * 1_000_000);
            }
        }
        return sleep;
    }

    /** Returns the bytes of heads and bodies that wait for their commit. */
    public long pendingBytes() {
        return pending.bytes();
    }

    /** Returns the bytes of URLs from sitemaps that wait for their commit. */
    public long pendingSitemapBytes() {
        return pending.sitemapBytes();
    }

    /** Whether nothing is left of a running crawl here: then the scheduler should hear of it soon. */
    public boolean idle() {
        return quiet() && plans.values().stream().anyMatch(plan -> plan.running() && nothingLeft(plan.id()));
    }

    private boolean nothingLeft(int crawl) {
        Tally tally = tallies.get(crawl);
        return tally == null || tally.queued == 0 && tally.waiting == 0;
    }

    /** Whether a shard waits for permits, a wider scope or an order: then a heartbeat should not be late. */
    public boolean starving() {
        return permits.wanting() || !widened.isEmpty() || !held.isEmpty();
    }
}
