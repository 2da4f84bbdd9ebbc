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
    private final ShardHoldings shards;
    private final Told told = new Told();
    private final Map<Integer, CrawlPlan> plans = new TreeMap<>();
    /** Crawls that are deleted, and whether their data is being dropped. */
    private final Map<Integer, Boolean> doomed = new TreeMap<>();

    private int newestCrawl;
    private final Map<Integer, Long> versions = new HashMap<>();
    private final Map<Integer, Long> rounds = new HashMap<>();
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private final Map<Integer, Integer> inFlight = new HashMap<>();
    private final ByteLimit received = new ByteLimit();
    private final Map<Integer, List<String>> widened = new HashMap<>();
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
        this.epoch = epoch;
        this.shards = new ShardHoldings(settings.worker(), onDisk);
        this.endings = new Endings(
                new RetryPolicy(
                        settings.frontier().retries(), settings.frontier().maxWait()),
                settings.maxRedirects());
        this.frontier = new Frontier(settings.frontier(), rules, permits, random);
        this.pending = new PendingCommits(settings.sitemapPart());
        this.window = new RequestWindow(settings.frontier().maxInFlight(), settings.storeBehind());
        frontier.limitInFlight(window.size());
        this.outbox = new Outbox(settings.resend());
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
        tallies.putAll(opened.tallies());
        received.counted(opened.tallies());
        nextDue = opened.nextDueMillis();
        shards.opened(step.shards(), step.epoch());
        step.shards().forEach(shard -> frontier.open(shard, now));
        step.shards().forEach(told::forgetShard);
        dropWhatIsDeleted();
    }

    /** {@link ShardStep.Close} is done. {@code counters}: the shard's; {@code totals}: of the shards that stay. */
    public void closed(ShardStep.Close step, Map<Integer, Tally> counters, Map<Integer, Tally> totals) {
        frontier.forget(step.shard());
        outbox.forgetShard(step.shard());
        tallies.putAll(totals);
        nextDue = new TreeMap<>(nextDue);
        nextDue.remove(step.shard());
        shards.closed(step.shard(), counters);
        told.forgetShard(step.shard());
    }

    /** {@link ShardStep.Clear} is done. */
    public void cleared(ShardStep.Clear step) {
        shards.cleared(step.shard(), step.epoch());
    }

    /** {@link ShardStep.Drop} is done. */
    public void dropped(ShardStep.Drop step) {
        shards.dropped(step.shard());
    }

    /** {@link ShardStep.Receive} is done. */
    public void received(ShardStep.Receive step) {
        shards.received(step);
    }

    /** {@link ShardStep.Receive} broke off, and is tried again where it is still wanted. */
    public void notReceived(ShardStep.Receive step) {
        shards.notReceived(step.shard());
    }

    /** Whether the shard is still to come from there. */
    public boolean awaits(ShardStep.Receive step) {
        return shards.awaited(step);
    }

    /** Returns the shards that are open; {@code before} where they are those. */
    public Set<Integer> openShards(Set<Integer> before) {
        return shards.open(before);
    }

    /** Whether another worker may read the shard here. */
    public boolean readable(int shard) {
        return shards.closed(shard);
    }

    /** Returns the worker that owns a shard, as far as it is known here. */
    public @Nullable String owner(int shard) {
        return shards.table().owner(shard);
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
            } else if (doomed.containsKey(found.crawl())) {
                // Nobody needs it any more; its sender hears of that as well.
            } else if (shards.open(shard)) {
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

    /** Returns what the scheduler has to know now. It goes out. */
    public Heartbeat heartbeat(Heartbeat.Health health) {
        Heartbeat beat = heartbeat(
                health, told.nextSequence(), told.changed(crawlReports()), told.changedPermits(permitReports()));
        told.sent(beat);
        return beat;
    }

    /** Returns all there is to know. */
    public Heartbeat report() {
        return heartbeat(Heartbeat.Health.GOOD, 0, crawlReports(), permitReports());
    }

    private Heartbeat heartbeat(
            Heartbeat.Health health,
            long sequence,
            List<Heartbeat.CrawlReport> crawls,
            List<Heartbeat.PermitReport> permitReports) {
        // Read on the scheduler's thread, while more is added here.
        Map<Integer, List<String>> seeds = new HashMap<>();
        widened.forEach((crawl, targets) -> seeds.put(crawl, List.copyOf(targets)));
        return new Heartbeat(
                settings.worker(),
                epoch,
                sequence,
                told.known(),
                shards.report(),
                crawls,
                permitReports,
                seeds,
                health);
    }

    private List<Heartbeat.CrawlReport> crawlReports() {
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
        return reports;
    }

    private List<Heartbeat.PermitReport> permitReports() {
        List<Heartbeat.PermitReport> reports = new ArrayList<>();
        for (PermitBook.Report report : frontier.permitReports()) {
            reports.add(new Heartbeat.PermitReport(
                    report.place().shard(), report.place().crawl(), report.used(), report.returned(), report.wanted()));
        }
        return reports;
    }

    /**
     * The scheduler answered a heartbeat. Returns whether a shard began empty elsewhere: then nothing that was sent there
     * may count as known.
     */
    public boolean ordered(HeartbeatReply reply, long now) {
        if (!told.answered(reply)) {
            return false;
        }
        rounds.putAll(reply.rounds());
        reply.crawls().forEach(order -> order(order, now));
        newestCrawl = Math.max(newestCrawl, reply.newest());
        if (reply.whole()) {
            Set<Integer> named = new HashSet<>();
            reply.crawls().forEach(order -> named.add(order.crawl()));
            plans.keySet().stream().filter(crawl -> !named.contains(crawl)).forEach(this::doom);
            dropWhatIsDeleted();
        }
        reply.deleted().stream().filter(plans::containsKey).forEach(this::doom);
        held.values()
                .removeIf(batch ->
                        batch.byShard().values().stream().noneMatch(found -> plans.containsKey(found.crawl())));
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

    private void order(HeartbeatReply.Order order, long now) {
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
        List<String> targets = widened.get(order.crawl());
        if (targets != null && order.seeds().containsAll(targets)) {
            widened.remove(order.crawl());
        }
    }

    // Crawls are deleted.

    /** What a shard brought along of crawls that were deleted while it was away. */
    private void dropWhatIsDeleted() {
        if (told.known().orders() > 0) {
            tallies.keySet().stream()
                    .filter(crawl -> crawl <= newestCrawl && !plans.containsKey(crawl))
                    .forEach(this::doom);
        }
    }

    private void doom(int crawl) {
        CrawlPlan plan = plans.get(crawl);
        if (plan != null) {
            CrawlPlan stopped = new CrawlPlan(crawl, plan.spec(), plan.scope(), false);
            plans.put(crawl, stopped);
            frontier.plan(stopped, 0);
        }
        doomed.putIfAbsent(crawl, false);
    }

    /** A deleted crawl goes when nothing of it is under way. */
    private void drop() {
        doomed.forEach((crawl, asked) -> {
            if (!asked && inFlight.getOrDefault(crawl, 0) == 0 && !pending.concerns(crawl)) {
                outbox.forgetCrawl(crawl);
                pending.add(new Commit.Dropped(crawl));
                doomed.put(crawl, true);
            }
        });
    }

    private void dropped(int crawl) {
        doomed.remove(crawl);
        plans.remove(crawl);
        versions.remove(crawl);
        rounds.remove(crawl);
        tallies.remove(crawl);
        inFlight.remove(crawl);
        widened.remove(crawl);
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

    // Time passes.

    /** Returns what is to be done now. */
    public Actions poll(long now, long wallMillis) {
        drop();
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
        return new Actions(outside, outbox.poll(now, this::owner, crawl -> versions.getOrDefault(crawl, 0L)));
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

    /** Whether nothing is left of a running crawl here: then the scheduler should hear of it soon. */
    public boolean idle() {
        return quiet() && plans.values().stream().anyMatch(plan -> plan.running() && nothingLeft(plan.id()));
    }

    private boolean nothingLeft(int crawl) {
        Tally tally = tallies.get(crawl);
        return tally == null || tally.queued == 0 && tally.waiting == 0;
    }

    /** Whether a shard is on its way: then the scheduler should not hear late of each step. */
    public boolean moving() {
        return shards.moving();
    }

    /** Whether a shard waits for permits, a wider scope or an order: then a heartbeat should not be late. */
    public boolean starving() {
        return permits.wanting() || !widened.isEmpty() || !held.isEmpty();
    }
}
