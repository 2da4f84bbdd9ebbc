package io.orbweaver.worker;

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
import io.orbweaver.metrics.WorkerMetrics;
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
import org.jspecify.annotations.Nullable;

/**
 * All decisions of one worker about its shards: the frontier, what waits to be committed, what is under way to other
 * workers, and what the scheduler has to know. A pure state machine like its parts: time and messages in, intentions
 * out. Owned by one thread.
 */
public final class ShardOwner {
    /**
     * {@code resend}: nanoseconds after which an unanswered batch of links is sent again; {@code gather}: how long links
     * wait for others that go the same way; {@code sitemapPart}: URLs of sitemaps that become durable together; {@code storeBehind}: bytes waiting for their commit from which on fewer
     * requests are in flight.
     */
    public record Settings(
            String worker,
            Frontier.Settings frontier,
            int maxRedirects,
            long resend,
            long gather,
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
    private final ShardHoldings shards;
    private final Told told = new Told();
    private final CrawlBook crawls = new CrawlBook();
    private final DeletedCrawls deleted = new DeletedCrawls(crawls);
    private final Reporter reporter;
    /** Links that were found under an order that is not known here yet, by the shard that found them. */
    private final Map<Integer, LinkBatch> held = new TreeMap<>();

    private Map<Integer, Long> nextDue = Map.of();
    private final Set<Integer> promoting = new HashSet<>();
    private final PendingCommits pending;
    private final RequestWindow window;
    /** Orders of URLs that were requested and whose end is not durable yet: orders differ within a worker. */
    private final Set<Long> requested = new HashSet<>();

    /**
     * {@code onDisk}: the shards that the store holds something of, with the epoch of each; {@code epoch}: of this
     * process.
     */
    public ShardOwner(
            Settings settings, PolitenessRules rules, Map<Integer, Long> onDisk, long epoch, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
        this.shards = new ShardHoldings(settings.worker(), onDisk);
        this.endings = new Endings(
                new RetryPolicy(
                        settings.frontier().retries(), settings.frontier().maxWait()),
                settings.maxRedirects());
        this.frontier = new Frontier(settings.frontier(), rules, permits, random);
        this.pending = new PendingCommits(settings.sitemapPart());
        this.window = new RequestWindow(settings.frontier().maxInFlight(), settings.storeBehind());
        frontier.limitInFlight(window.size());
        this.outbox = new Outbox(settings.resend(), settings.gather());
        this.reporter = new Reporter(settings.worker(), epoch, told, crawls, shards, frontier, pending);
    }

    // Shards come and go.

    /** Returns what is to be done about shards now; each step is returned once. */
    public List<ShardStep> shardSteps() {
        return shards.steps(
                frontier::close,
                shard -> frontier.quiet(shard) && !pending.concernsShard(shard) && !promoting.contains(shard));
    }

    /** {@link ShardStep.Open} is done; {@code opened}: what {@link io.orbweaver.commit.Committer#open} found. */
    public void opened(ShardStep.Open step, CommitResult opened, List<PermitBook.Report> used, long now) {
        used.forEach(report ->
                permits.open(report.place().shard(), report.place().crawl(), report.used(), report.returned()));
        opened.sent().forEach(outbox::add);
        crawls.opened(opened.tallies());
        nextDue = opened.nextDueMillis();
        shards.opened(step.shards(), step.epoch());
        step.shards().forEach(shard -> frontier.open(shard, now));
        step.shards().forEach(told::forgetShard);
        deleted.findForgotten();
    }

    /** {@link ShardStep.Close} is done. {@code counters}: the shard's; {@code totals}: of the shards that stay. */
    public void closed(ShardStep.Close step, Map<Integer, Tally> counters, Map<Integer, Tally> totals) {
        frontier.forget(step.shard());
        outbox.forgetShard(step.shard());
        crawls.count(totals);
        nextDue = new TreeMap<>(nextDue);
        nextDue.remove(step.shard());
        shards.closed(step.shard(), counters);
        told.forgetShard(step.shard());
    }

    /** Returns the shards that this worker has, and how far each is. */
    public ShardHoldings shards() {
        return shards;
    }

    // Requests end.

    /** The request that {@link Intention.Fetch} wanted has ended. */
    public void fetched(Intention.Fetch asked, PageEnd end, long now, long wallMillis) {
        QueuedUrl url = asked.url();
        crawls.ended(url.crawl());
        Commit commit = endings.decide(
                url,
                asked.plan(),
                end,
                wallMillis,
                random.getAsDouble(),
                ended -> frontier.ended(url, ended, now, wallMillis));
        requested.add(url.order());
        pending.add(commit);
        CrawlPlan stopped = crawls.received(url.crawl(), commit);
        if (stopped != null) {
            frontier.plan(stopped, now);
        }
        if (commit instanceof Commit.Redirect redirect && url.seed()) {
            redirect.target().links().forEach(target -> crawls.widen(url.crawl(), target));
        }
    }

    /** The request that {@link Intention.Fetch} wanted was not made, or cut off by ourselves. */
    public void withdrawn(Intention.Fetch asked, long now) {
        crawls.ended(asked.url().crawl());
        frontier.withdrawn(asked.url(), now);
    }

    /** As {@link #withdrawn(Intention.Fetch, long)}. */
    public void withdrawn(Intention.FetchRobots asked, long now) {
        frontier.withdrawn(asked, now);
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
        crawls.count(result.tallies());
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
                case Commit.Dropped of -> dropped(of.crawl());
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

    /**
     * Links arrive for shards of this worker; they are acknowledged when they are durable. Those that were found under
     * an order that is not known here wait for it: at most one batch of each sender, which sends it again anyway.
     */
    public void arrived(LinkBatch batch) {
        held.remove(batch.from());
        if (batch.version() > crawls.version(batch.crawl())) {
            held.put(batch.from(), batch);
        } else if (!deleted.contains(batch.crawl())) {
            // What was deleted nobody needs any more; its sender hears of that as well.
            batch.byShard().forEach((shard, found) -> {
                if (shards.open(shard)) {
                    pending.add(new Commit.Arrived(shard, batch.from(), batch.sequence(), found));
                }
            });
        }
    }

    /** Shards of other workers have a batch of this worker durably. */
    public void acknowledged(LinkAck ack) {
        for (OutboxEntry entry : outbox.acknowledged(ack)) {
            pending.add(new Commit.Delivered(ack.from(), entry.sequence(), entry.crawl(), entry.links()));
        }
    }

    /** Returns what the scheduler does not know yet. It goes out. */
    public Heartbeat heartbeat(Heartbeat.Health health) {
        return reporter.next(health);
    }

    /** Returns what the metrics show, for once a second or so. */
    WorkerMetrics.State state(long now) {
        return reporter.state(now);
    }

    /** Returns all there is to know. */
    public Heartbeat report() {
        return reporter.whole();
    }

    /**
     * The scheduler answered a heartbeat. Returns whether a shard began empty elsewhere: then nothing that was sent there
     * may count as known.
     */
    public boolean ordered(HeartbeatReply reply, long now) {
        if (!told.answered(reply)) {
            return false;
        }
        crawls.rounds(reply.rounds());
        reply.crawls().forEach(order -> planned(crawls.ordered(order), now));
        deleted.ordered(reply).forEach(crawl -> planned(crawls.stopped(crawl), now));
        held.values().removeIf(batch -> !crawls.knows(batch.crawl()));
        List.copyOf(held.values()).forEach(this::arrived);
        reply.grants().forEach(grant -> {
            if (shards.open(grant.shard())) {
                frontier.granted(grant.shard(), grant.crawl(), grant.total(), now);
            }
        });
        if (!reply.reclaim().isEmpty()) {
            frontier.giveBack(reply.reclaim())
                    .forEach((place, total) ->
                            pending.add(new Commit.PermitsReturned(place.shard(), place.crawl(), total)));
        }
        // Answers may be late, and doubled.
        boolean newer = reply.table() != null
                && reply.table().version() > shards.table().version();
        return newer && shards.table(reply.table());
    }

    private void planned(@Nullable CrawlPlan plan, long now) {
        if (plan != null) {
            frontier.plan(plan, now);
        }
    }

    private void dropped(int crawl) {
        deleted.dropped(crawl);
        crawls.forget(crawl);
        frontier.forgetCrawl(crawl);
        told.forgetCrawl(crawl);
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

    /** Returns what is to be done now. */
    public Actions poll(long now, long wallMillis) {
        for (Commit.Dropped drop : deleted.drop(crawl -> crawls.inFlight(crawl) == 0 && !pending.concerns(crawl))) {
            outbox.forgetCrawl(drop.crawl());
            pending.add(drop);
        }
        nextDue.forEach((shard, millis) -> {
            if (millis <= wallMillis && shards.open(shard) && promoting.add(shard)) {
                pending.add(new Commit.Promote(shard, wallMillis));
            }
        });
        List<Intention> outside = new ArrayList<>();
        for (Intention intention : frontier.poll(now, wallMillis)) {
            switch (intention) {
                case Intention.Exclude out -> pending.add(new Commit.Excluded(out.url(), out.reason(), out.rule()));
                case Intention.Fail out -> pending.add(new Commit.Failed(out.url(), null, out.kind(), out.detail()));
                case Intention.Fetch fetch -> {
                    crawls.started(fetch.url().crawl());
                    outside.add(fetch);
                }
                case Intention.Sitemaps of -> pending.add(SitemapEndings.named(of));
                case Intention.FetchRobots robots -> outside.add(robots);
                case Intention.Widen seed -> crawls.widen(seed.crawl(), seed.seed());
                case Intention.LoadHead load -> outside.add(load);
                case Intention.LoadHosts load -> outside.add(load);
            }
        }
        return new Actions(outside, outbox.poll(now, shards::owner, crawls::version));
    }

    /** Returns nanoseconds until {@link #poll} has something to do, {@link Long#MAX_VALUE} while only events count. */
    public long sleep(long now, long wallMillis) {
        long wake = Math.min(frontier.wake(), outbox.wake());
        long sleep = wake == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, wake - now);
        for (Map.Entry<Integer, Long> due : nextDue.entrySet()) {
            if (!promoting.contains(due.getKey()) && shards.open(due.getKey())) {
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

    /** Whether nothing is left of a running crawl here, of which the scheduler should hear soon. */
    public boolean idle() {
        return quiet() && reporter.idleUnknown();
    }

    /** Whether a shard waits for permits, a wider scope or an order: then a heartbeat should not be late. */
    public boolean starving() {
        return permits.wanting() || crawls.widening() || !held.isEmpty();
    }
}
