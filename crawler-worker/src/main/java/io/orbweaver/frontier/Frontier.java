package io.orbweaver.frontier;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.frontier.CrawlQueue.Cursor;
import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Step 2 of a URL's life: whose turn is it? Hosts wait in the order of the time they are due (Mercator's back queues; the
 * workbench of BUbiNG); each has the head of its queues in memory, the rest is on disk. A pure state machine: time and
 * messages in, intentions out; no socket, clock, thread, disk or lock. Times are nanoseconds of a monotonic clock, or
 * milliseconds of the wall clock where they are named so. Owned by one thread.
 */
public final class Frontier {
    /** What a frontier may hold and how long it is patient. */
    public record Settings(
            int maxHosts, int maxHeads, int maxInFlight, int retries, Duration maxWait, String agentToken) {}

    /** The politeness rules in force; a new version makes every host ask anew. */
    record Rules(PolitenessRules rules, long version) {}

    private final Settings settings;
    private final Turn turn;
    private final Workbench bench;
    private final Map<Integer, CrawlPlan> plans = new HashMap<>();
    private final PermitBook permits;
    private final List<Intention> intentions = new ArrayList<>();
    private Rules rules;
    private int inFlight;
    private int mostInFlight;
    private boolean open = true;

    public Frontier(Settings settings, PolitenessRules rules, PermitBook permits, DoubleSupplier random) {
        this.settings = settings;
        this.bench = new Workbench(settings);
        this.mostInFlight = settings.maxInFlight();
        this.rules = new Rules(rules, 0);
        this.permits = permits;
        this.turn = new Turn(this, settings, permits, random);
    }

    // What comes in.

    /** Hosts of the shard may be asked from now on. Those it knows are taken to have been asked just now. */
    public void open(int shard, long now) {
        bench.open(shard, now);
    }

    /** No request to the shard starts from now on; what is in flight ends as usual. */
    public void close(int shard) {
        bench.close(shard);
    }

    /** Whether nothing of the shard is in flight. */
    public boolean quiet(int shard) {
        return bench.quiet(shard);
    }

    /** Forgets a shard that is closed and quiet. */
    public void forget(int shard) {
        bench.forget(shard);
        permits.forgetShard(shard);
    }

    /** Forgets a crawl that is deleted and of which nothing is in flight. */
    public void forgetCrawl(int crawl) {
        plans.remove(crawl);
        bench.forgetCrawl(crawl);
        permits.forgetCrawl(crawl);
    }

    /** A crawl is new, or has changed. */
    public void plan(CrawlPlan plan, long now) {
        CrawlPlan before = plans.put(plan.id(), plan);
        if (plan.running() && (before == null || !before.running())) {
            bench.dormant.missed();
        }
        for (Host host : bench.hosts()) {
            CrawlQueue queue = host.queues.get(plan.id());
            if (queue != null) {
                queue.forgetRules();
                bench.schedule(host, now);
            }
        }
    }

    /** Other rules are in force from now on. */
    public void rules(PolitenessRules changed, long now) {
        rules = new Rules(changed, rules.version() + 1);
        bench.hosts().forEach(host -> bench.schedule(host, now));
    }

    /** Fewer requests than the settings allow are to be in flight for now. */
    public void limitInFlight(int requests) {
        mostInFlight = Math.min(requests, settings.maxInFlight());
    }

    /** No request starts from now on; what is in flight ends as usual. */
    public void close() {
        open = false;
    }

    /**
     * An entry is new in a queue on disk.
     *
     * @param fresh whether its host was unknown before
     * @param fetched pages of the crawl that the host has given so far
     */
    public void queued(QueuedUrl url, HostRow row, boolean fresh, long fetched, long now, long wallMillis) {
        if (!running(url.crawl()) || !bench.isOpen(url.shard())) {
            return;
        }
        Host host = bench.host(url.shard(), url.url().hostHash());
        if (host == null) {
            if (!bench.room()) {
                bench.dormant.missed();
                return;
            }
            host = bench.activate(row, url.url().hostHash(), fresh, now, wallMillis);
        }
        CrawlQueue queue = host.queue(url.crawl(), fresh);
        queue.fetched = Math.max(queue.fetched, fetched);
        queue.add(url, bench.headEntries());
        bench.schedule(host, now);
    }

    /** Hosts of a crawl that does not run take no place in memory; they are found again when it goes on. */
    private boolean running(int crawl) {
        CrawlPlan plan = plans.get(crawl);
        return plan != null && plan.running();
    }

    /** A part of a queue was read. {@code end}: nothing is behind it. */
    public void headLoaded(Intention.LoadHead asked, List<QueuedUrl> urls, boolean end, long now) {
        Host host = bench.host(asked.shard(), asked.hostHash());
        CrawlQueue queue = host == null ? null : host.queues.get(asked.crawl());
        if (queue != null) {
            queue.loaded(new Cursor(asked.depth(), asked.order()), urls, end);
            bench.schedule(host, now);
        }
    }

    /** A host that has something queued was found on disk. */
    public record Found(int crawl, HostRow host, long hash, long fetched) {}

    /** {@code next}: where to go on, null at the end of the tables. */
    public void hostsLoaded(List<Found> found, byte @Nullable [] next, long now, long wallMillis) {
        bench.dormant.read(next);
        for (Found each : found) {
            if (!running(each.crawl()) || !bench.isOpen(each.host().shard())) {
                continue;
            }
            Host host = bench.host(each.host().shard(), each.hash());
            if (host == null && !bench.room()) {
                bench.dormant.missed();
                continue;
            }
            if (host == null) {
                host = bench.activate(each.host(), each.hash(), false, now, wallMillis);
            }
            CrawlQueue queue = host.queue(each.crawl(), false);
            queue.fetched = Math.max(queue.fetched, each.fetched());
            bench.schedule(host, now);
        }
    }

    /** The scheduler granted permits. */
    public void granted(int shard, int crawl, long total, long now) {
        if (permits.granted(shard, crawl, total)) {
            serve(shard, crawl, now);
        }
    }

    /** Hosts that wait for a permit are asked again. */
    private void serve(int shard, int crawl, long now) {
        for (Host host : bench.hosts()) {
            if (host.shard == shard && host.queues.containsKey(crawl)) {
                bench.schedule(host, now);
            }
        }
    }

    /** The request for a page ended. Its host may be asked again after the delay. */
    public HostRow ended(QueuedUrl url, Ended how, long now, long wallMillis) {
        Host host = host(url);
        inFlight--;
        host.ends.end(now);
        host.lastDuration = how.durationNanos();
        if (how.strained()) {
            Duration wait = host.backoff.next(how.asked(), turn.random());
            host.backoff = host.backoff.failed(wait);
            host.blockedUntil = Math.max(host.blockedUntil, now + wait.toNanos());
        } else {
            host.backoff = HostBackoff.NONE;
        }
        bench.schedule(host, now);
        return host.row(wallMillis, now);
    }

    /** How a request ended, as far as its host is concerned. {@code asked}: the wait it asked for, zero: none. */
    public record Ended(boolean strained, Duration asked, long durationNanos) {}

    /** The URL's end is durable. {@code page}: as a page. */
    public void settled(QueuedUrl url, boolean requested, boolean page, long now) {
        Host host = bench.host(url.shard(), url.url().hostHash());
        CrawlPlan plan = plans.get(url.crawl());
        if (requested && plan != null && plan.limited() && url.sitemap() == null) {
            permits.settled(url.shard(), url.crawl(), page);
            if (permits.servable(url.shard(), url.crawl())) {
                serve(url.shard(), url.crawl(), now);
            }
        }
        CrawlQueue queue = host == null ? null : host.queues.get(url.crawl());
        if (queue != null) {
            queue.settled(url);
            queue.fetched += page ? 1 : 0;
            bench.schedule(host, now);
        }
    }

    /** The request for a page was not made, or cut off by ourselves: its turn comes again. */
    public void withdrawn(QueuedUrl url, long now) {
        Host host = host(url);
        inFlight--;
        host.ends.end(now);
        CrawlPlan plan = plans.get(url.crawl());
        if (plan != null && plan.limited() && url.sitemap() == null) {
            permits.settled(url.shard(), url.crawl(), false);
        }
        CrawlQueue queue = host.queues.get(url.crawl());
        if (queue != null) {
            queue.putBack(url);
        }
        bench.schedule(host, now);
    }

    /** As {@link #withdrawn(QueuedUrl, long)}, for robots.txt. */
    public void withdrawn(Intention.FetchRobots asked, long now) {
        Host host = host(asked.page());
        inFlight--;
        host.ends.end(now);
        host.gate(asked.page().url()).withdrawn();
        bench.schedule(host, now);
    }

    /** The request for robots.txt ended. */
    public HostRow robotsEnded(
            Intention.FetchRobots asked, RobotsVerdict verdict, long durationNanos, long now, long wallMillis) {
        Host host = host(asked.page());
        inFlight--;
        host.ends.end(now);
        host.lastDuration = durationNanos;
        turn.robotsEnded(host, asked, verdict, now);
        bench.schedule(host, now);
        return host.row(wallMillis, now);
    }

    // What goes out.

    /** Takes every turn that is due and returns what is to be done. */
    public List<Intention> poll(long now, long wallMillis) {
        for (Host host = next(now); host != null; host = next(now)) {
            turn.take(host, now, wallMillis);
        }
        loadDormant();
        List<Intention> wanted = List.copyOf(intentions);
        intentions.clear();
        return wanted;
    }

    private @Nullable Host next(long now) {
        return open ? bench.next(now, inFlight >= mostInFlight) : null;
    }

    /** Returns when to poll again at the latest; {@link Long#MAX_VALUE}: when something comes in. */
    public long wake() {
        return !open || inFlight >= mostInFlight ? Long.MAX_VALUE : bench.wake();
    }

    private void loadDormant() {
        byte[] from = bench.dormant.open() && open && bench.room() ? bench.dormant.begin() : null;
        if (from != null) {
            intend(new Intention.LoadHosts(from, bench.free()));
        }
    }

    // What turns use.

    void intend(Intention intention) {
        intentions.add(intention);
    }

    void started(Host host) {
        inFlight++;
        host.ends.start();
    }

    @Nullable
    CrawlPlan plan(int crawl) {
        return plans.get(crawl);
    }

    Rules rules() {
        return rules;
    }

    Workbench bench() {
        return bench;
    }

    private Host host(QueuedUrl url) {
        Host host = bench.host(url.shard(), url.url().hostHash());
        if (host == null) {
            throw new IllegalStateException("a request ended whose host is gone: " + url.url());
        }
        return host;
    }

    // What others may know.

    public int inFlight() {
        return inFlight;
    }

    public Sight sight(int shard, Url url, long now, long wallMillis) {
        Host host = bench.host(shard, url.hostHash());
        return new Sight(Map.copyOf(plans), rules.rules(), turn.sight(host, url.host(), now, wallMillis));
    }

    public int activeHosts() {
        return bench.size();
    }

    /** Looks at every host in memory. */
    public HostCounts hostCounts(long now) {
        return HostCounts.of(bench.hosts(), now);
    }

    /** Returns how often the rules of an origin were asked for and known. */
    public long robotsHits() {
        return turn.robots().hits();
    }

    /** Returns how often they were asked for and not known. */
    public long robotsMisses() {
        return turn.robots().misses();
    }

    /** Returns what the scheduler has to know of the permits. */
    public List<PermitBook.Report> permitReports() {
        return permits.places().stream().map(permits::report).toList();
    }

    /** Returns the commits by which shards that have nothing to fetch give their permits back. */
    public Map<PermitBook.Place, Long> giveBack(Set<Integer> crawls) {
        Map<PermitBook.Place, Long> returned = new HashMap<>();
        for (PermitBook.Place place : permits.places()) {
            if (!crawls.contains(place.crawl())) {
                continue;
            }
            boolean busy = bench.hosts().stream()
                    .anyMatch(host -> host.shard == place.shard()
                            && host.queues.containsKey(place.crawl())
                            && !host.queues.get(place.crawl()).empty());
            if (!busy && permits.free(place) > 0) {
                returned.put(place, permits.giveBack(place.shard(), place.crawl()));
            }
        }
        return returned;
    }

    /** Why URLs of a parked host fail. */
    static final FailureKind PARKED = FailureKind.WAITING;
}
