package io.orbweaver.frontier;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.frontier.CrawlQueue.Cursor;
import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.politeness.RetryAfter;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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

    /** A place in the due-time queue; stale where the host is due at another time by now. */
    private record Due(long at, Host host) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(at, other.at);
        }
    }

    private record HostKey(int shard, long hash) {}

    private final Settings settings;
    private final Turn turn;
    /** The shards that may be asked, and when each was opened. */
    private final Map<Integer, Long> shards = new HashMap<>();

    private final Map<HostKey, Host> hosts = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Map<Integer, CrawlPlan> plans = new HashMap<>();
    private final PermitBook permits;
    private final List<Intention> intentions = new ArrayList<>();
    private Rules rules;
    private int inFlight;
    private int mostInFlight;
    private int headEntries = 64;
    private boolean open = true;
    private final DormantSearch dormant = new DormantSearch();
    /** Hosts in memory that had nothing to do at their last turn; they make room for others. */
    private final ArrayDeque<Host> emptied = new ArrayDeque<>();

    public Frontier(Settings settings, PolitenessRules rules, PermitBook permits, DoubleSupplier random) {
        this.settings = settings;
        this.mostInFlight = settings.maxInFlight();
        this.rules = new Rules(rules, 0);
        this.permits = permits;
        this.turn = new Turn(this, settings, permits, random);
    }

    // What comes in.

    /** Hosts of the shard may be asked from now on. Those it knows are taken to have been asked just now. */
    public void open(int shard, long now) {
        shards.put(shard, now);
        dormant.missed();
    }

    /** No request to the shard starts from now on; what is in flight ends as usual. */
    public void close(int shard) {
        shards.remove(shard);
    }

    /** Whether nothing of the shard is in flight. */
    public boolean quiet(int shard) {
        return hosts.values().stream().noneMatch(host -> host.shard == shard && !host.idle());
    }

    /** Forgets a shard that is closed and quiet. */
    public void forget(int shard) {
        for (Host host : List.copyOf(hosts.values())) {
            if (host.shard == shard) {
                remove(host, true);
            }
        }
        permits.forgetShard(shard);
    }

    /** Forgets a crawl that is deleted and of which nothing is in flight. */
    public void forgetCrawl(int crawl) {
        plans.remove(crawl);
        hosts.values().forEach(host -> host.drop(crawl));
        permits.forgetCrawl(crawl);
    }

    /** A crawl is new, or has changed. */
    public void plan(CrawlPlan plan, long now) {
        CrawlPlan before = plans.put(plan.id(), plan);
        if (plan.running() && (before == null || !before.running())) {
            dormant.missed();
        }
        for (Host host : hosts.values()) {
            CrawlQueue queue = host.queues.get(plan.id());
            if (queue != null) {
                queue.forgetRules();
                schedule(host, now);
            }
        }
    }

    /** Other rules are in force from now on. */
    public void rules(PolitenessRules changed, long now) {
        rules = new Rules(changed, rules.version() + 1);
        hosts.values().forEach(host -> schedule(host, now));
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
        if (!running(url.crawl()) || !shards.containsKey(url.shard())) {
            return;
        }
        Host host = hosts.get(new HostKey(url.shard(), url.url().hostHash()));
        if (host == null) {
            if (!room()) {
                dormant.missed();
                return;
            }
            host = activate(row, url.url().hostHash(), fresh, now, wallMillis);
        }
        CrawlQueue queue = host.queue(url.crawl(), fresh);
        queue.fetched = Math.max(queue.fetched, fetched);
        queue.add(url, headEntries);
        schedule(host, now);
    }

    /** Hosts of a crawl that does not run take no place in memory; they are found again when it goes on. */
    private boolean running(int crawl) {
        CrawlPlan plan = plans.get(crawl);
        return plan != null && plan.running();
    }

    private boolean room() {
        while (hosts.size() >= settings.maxHosts() && !emptied.isEmpty()) {
            Host host = emptied.removeFirst();
            if (host.empty() && hosts.get(new HostKey(host.shard, host.hash)) == host) {
                remove(host, true);
            }
        }
        return hosts.size() < settings.maxHosts();
    }

    private Host activate(HostRow row, long hash, boolean fresh, long now, long wallMillis) {
        Host host = new Host(row, hash);
        hosts.put(new HostKey(row.shard(), hash), host);
        headEntries = Math.clamp(settings.maxHeads() / hosts.size(), 4, 64);
        if (!fresh) {
            // Both times lost the fraction of a millisecond: one less, so that no pause is too short.
            long sinceEnd = Math.max(0, wallMillis - row.lastEndMillis() - 1) * 1_000_000;
            long openedAt = shards.getOrDefault(row.shard(), now);
            long end = row.lastEndMillis() == 0 ? openedAt : Math.max(openedAt, now - sinceEnd);
            host.ends.assumeTouched(Math.min(now, end));
            if (row.blockedUntilMillis() > wallMillis) {
                // A clock that was set back must not make a host wait for years.
                Duration most = settings.maxWait().isZero() ? RetryAfter.MAX : settings.maxWait();
                long left = Math.min(most.toMillis(), row.blockedUntilMillis() - wallMillis);
                host.blockedUntil = now + left * 1_000_000;
            }
        }
        return host;
    }

    /** A part of a queue was read. {@code end}: nothing is behind it. */
    public void headLoaded(Intention.LoadHead asked, List<QueuedUrl> urls, boolean end, long now) {
        Host host = hosts.get(new HostKey(asked.shard(), asked.hostHash()));
        CrawlQueue queue = host == null ? null : host.queues.get(asked.crawl());
        if (queue != null) {
            queue.loaded(new Cursor(asked.depth(), asked.order()), urls, end);
            schedule(host, now);
        }
    }

    /** A host that has something queued was found on disk. */
    public record Found(int crawl, HostRow host, long hash, long fetched) {}

    /** {@code next}: where to go on, null at the end of the tables. */
    public void hostsLoaded(List<Found> found, byte @Nullable [] next, long now, long wallMillis) {
        dormant.read(next);
        for (Found each : found) {
            if (!running(each.crawl()) || !shards.containsKey(each.host().shard())) {
                continue;
            }
            Host host = hosts.get(new HostKey(each.host().shard(), each.hash()));
            if (host == null && !room()) {
                dormant.missed();
                continue;
            }
            if (host == null) {
                host = activate(each.host(), each.hash(), false, now, wallMillis);
            }
            CrawlQueue queue = host.queue(each.crawl(), false);
            queue.fetched = Math.max(queue.fetched, each.fetched());
            schedule(host, now);
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
        for (Host host : hosts.values()) {
            if (host.shard == shard && host.queues.containsKey(crawl)) {
                schedule(host, now);
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
        schedule(host, now);
        return host.row(wallMillis, now);
    }

    /** How a request ended, as far as its host is concerned. {@code asked}: the wait it asked for, zero: none. */
    public record Ended(boolean strained, Duration asked, long durationNanos) {}

    /** The URL's end is durable. {@code page}: as a page. */
    public void settled(QueuedUrl url, boolean requested, boolean page, long now) {
        Host host = hosts.get(new HostKey(url.shard(), url.url().hostHash()));
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
            schedule(host, now);
        }
    }

    /** The request for robots.txt ended. */
    public HostRow robotsEnded(
            Intention.FetchRobots asked, RobotsVerdict verdict, long durationNanos, long now, long wallMillis) {
        Host host = host(asked.page());
        inFlight--;
        host.ends.end(now);
        host.lastDuration = durationNanos;
        turn.robotsEnded(host, asked, verdict, now);
        schedule(host, now);
        return host.row(wallMillis, now);
    }

    // What goes out.

    /** Takes every turn that is due and returns what is to be done. */
    public List<Intention> poll(long now, long wallMillis) {
        for (Due next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
            if (next.at() == next.host().dueAt && inFlight >= mostInFlight && open) {
                break;
            }
            due.remove();
            Host host = next.host();
            if (next.at() == host.dueAt && open) {
                host.dueAt = Host.NOT_DUE;
                if (!shards.containsKey(host.shard)) {
                    continue;
                }
                turn.take(host, now, wallMillis);
            }
        }
        loadDormant();
        List<Intention> wanted = List.copyOf(intentions);
        intentions.clear();
        return wanted;
    }

    /** Returns when to poll again at the latest; {@link Long#MAX_VALUE}: when something comes in. */
    public long wake() {
        Due next = due.peek();
        return next == null || !open || inFlight >= mostInFlight ? Long.MAX_VALUE : next.at();
    }

    private void loadDormant() {
        byte[] from = dormant.open() && open && room() ? dormant.begin() : null;
        if (from != null) {
            intend(new Intention.LoadHosts(from, settings.maxHosts() - hosts.size()));
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

    int headEntries() {
        return headEntries;
    }

    /** Whether hosts on disk wait for a place in memory. */
    boolean crowded() {
        return dormant.open() && hosts.size() >= settings.maxHosts();
    }

    void schedule(Host host, long at) {
        if (at < host.dueAt) {
            host.dueAt = at;
            due.add(new Due(at, host));
        }
    }

    void emptied(Host host) {
        emptied.addLast(host);
        if (emptied.size() > 2 * settings.maxHosts()) {
            emptied.removeFirst();
        }
    }

    void remove(Host host, boolean empty) {
        hosts.remove(new HostKey(host.shard, host.hash));
        host.dueAt = Host.NOT_DUE;
        if (!empty) {
            dormant.missed();
        }
    }

    private Host host(QueuedUrl url) {
        Host host = hosts.get(new HostKey(url.shard(), url.url().hostHash()));
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
        Host host = hosts.get(new HostKey(shard, url.hostHash()));
        return new Sight(Map.copyOf(plans), rules.rules(), turn.sight(host, url.host(), now, wallMillis));
    }

    public int activeHosts() {
        return hosts.size();
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
            boolean busy = hosts.values().stream()
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
