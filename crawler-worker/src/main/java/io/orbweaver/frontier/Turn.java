package io.orbweaver.frontier;

import io.orbweaver.admission.DepthRule;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.politeness.Delay;
import io.orbweaver.politeness.Effective;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.robots.RobotsVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One turn of one host: which URL may be requested now, if any, by the rules in force at this moment. Part of the
 * frontier's state machine; pure.
 */
final class Turn {
    /** URLs that are left out or failed in one turn without a request; the rest follows in the next. */
    private static final int MAX_DROPS = 64;

    /** Turns of one host before it makes room for those that wait on disk. */
    private static final int MAX_SERVED = 100;

    private static final long DAY_MILLIS = 86_400_000;

    private final Frontier frontier;
    private final Frontier.Settings settings;
    private final PermitBook permits;
    private final DoubleSupplier random;
    private final RobotsCache robots = new RobotsCache(100_000, 64L << 20);
    /** When another host was last asked on a redirect of robots.txt. */
    private final Map<String, Long> strangers = new LinkedHashMap<>();

    Turn(Frontier frontier, Frontier.Settings settings, PermitBook permits, DoubleSupplier random) {
        this.frontier = frontier;
        this.settings = settings;
        this.permits = permits;
        this.random = random;
    }

    RobotsCache robots() {
        return robots;
    }

    double random() {
        return random.getAsDouble();
    }

    /** Asks the crawls that share the host in turn; the first that may request something does. */
    void take(Host host, long now, long wallMillis) {
        long again = Host.NOT_DUE;
        for (int left = host.turns.size(); left > 0; left--) {
            CrawlQueue queue = host.rotate();
            if (queue == null) {
                break;
            }
            CrawlPlan plan = frontier.plan(queue.crawl);
            if (plan == null || !plan.running()) {
                if (queue.idle()) {
                    host.drop(queue.crawl);
                }
                continue;
            }
            load(queue);
            long next = offer(host, queue, plan, now, wallMillis);
            again = Math.min(again, next);
            if (next == now) {
                break;
            }
        }
        if (frontier.bench().crowded() && host.served > MAX_SERVED && host.idle()) {
            frontier.bench().remove(host, false);
        } else if (again != Host.NOT_DUE) {
            frontier.bench().schedule(host, again);
        } else if (host.empty()) {
            frontier.bench().emptied(host);
        }
    }

    private void load(CrawlQueue queue) {
        CrawlQueue.Cursor from = queue.wanted(frontier.bench().headEntries() / 8);
        if (from != null) {
            frontier.intend(new Intention.LoadHead(
                    queue.host.shard,
                    queue.crawl,
                    queue.host.hash,
                    queue.host.name,
                    from.depth(),
                    from.order(),
                    frontier.bench().headEntries()));
        }
    }

    /** Returns when the queue wants its next turn. */
    private long offer(Host host, CrawlQueue queue, CrawlPlan plan, long now, long wallMillis) {
        for (int drops = 0; drops < MAX_DROPS; drops++) {
            QueuedUrl url = queue.first();
            if (url == null) {
                return Host.NOT_DUE;
            }
            if (url.seed() && !plan.scope().includes(url.url())) {
                // Until the wider scope is durable, a crash could leave the seed's links outside of it.
                frontier.intend(new Intention.Widen(plan.id(), url.url()));
                return Host.NOT_DUE;
            }
            Effective rule = queue.effective(frontier.rules(), plan);
            if (!drop(host, queue, plan, rule, url, now)) {
                return request(host, queue, plan, rule, url, now, wallMillis);
            }
        }
        return now;
    }

    /** Whether the URL was taken out of the queue without a request. */
    private boolean drop(Host host, CrawlQueue queue, CrawlPlan plan, Effective rule, QueuedUrl url, long now) {
        if (rule.blocked()) {
            return exclude(queue, Exclusion.BLOCKED, "politeness " + rule.source());
        }
        boolean page = url.sitemap() == null;
        if (page && !plan.scope().includes(url.url())) {
            return exclude(
                    queue, Exclusion.SCOPE, plan.scope().explain(url.url()).rule());
        }
        int deepest = plan.spec().limits().maxDepth();
        if (page && !DepthRule.allows(url.depth(), deepest)) {
            return exclude(queue, Exclusion.DEPTH, "maxDepth " + deepest);
        }
        long most = plan.spec().limits().maxPagesPerHost();
        if (most > 0 && queue.fetched >= most) {
            return exclude(queue, Exclusion.LIMIT, "maxPagesPerHost " + most);
        }
        if (host.parked(settings.maxWait(), now)) {
            return fail(queue, Frontier.PARKED, "the host failed too often in a row");
        }
        String origin = url.url().origin();
        RobotsRules known = rule.robots() ? robots.get(origin, now) : RobotsRules.ALLOW_ALL;
        if (known != null && page && plan.spec().follow().sitemaps() && queue.meets(origin)) {
            frontier.intend(new Intention.Sitemaps(url, known.sitemaps()));
        }
        if (known != null && !known.allows(url.url())) {
            RobotsRules.Rule deciding = known.deciding(url.url());
            return exclude(queue, Exclusion.ROBOTS, deciding == null ? "robots.txt" : deciding.line());
        }
        RobotsGate gate = known == null ? host.gate(url.url()) : null;
        FailureKind failure = gate == null ? null : gate.failure(now);
        return failure != null && fail(queue, failure, "robots.txt could not be fetched: " + gate.detail());
    }

    private boolean exclude(CrawlQueue queue, Exclusion reason, String rule) {
        frontier.intend(new Intention.Exclude(queue.take(), reason, rule));
        return true;
    }

    private boolean fail(CrawlQueue queue, FailureKind kind, String detail) {
        frontier.intend(new Intention.Fail(queue.take(), kind, detail));
        return true;
    }

    private long request(
            Host host, CrawlQueue queue, CrawlPlan plan, Effective rule, QueuedUrl url, long now, long wallMillis) {
        @Nullable RobotsRules known = rule.robots() ? robots.get(url.url().origin(), now) : RobotsRules.ALLOW_ALL;
        long ready = Math.max(ready(host, known), allowed(host, rule, now, wallMillis));
        if (ready > now) {
            return ready == Long.MAX_VALUE ? Host.NOT_DUE : ready;
        }
        if (known == null) {
            return askRobots(host, plan, rule, url, now);
        }
        if (queue.taken() >= 2 * connections(host, rule)) {
            // Each connection may be one answer ahead of the disk: where commits are slow, requests wait for them, so
            // that a kill repeats few requests and memory fills with nothing that is not durable.
            return Host.NOT_DUE;
        }
        long most = plan.spec().limits().maxPagesPerHost();
        if (most > 0 && queue.fetched + queue.taken() >= most) {
            return Host.NOT_DUE;
        }
        if (url.sitemap() == null && plan.limited() && !permits.take(host.shard, plan.id())) {
            return Host.NOT_DUE;
        }
        queue.take();
        host.served++;
        if (url.sitemap() == null) {
            count(host, wallMillis);
        }
        frontier.started(host);
        frontier.intend(new Intention.Fetch(url, plan, connections(host, rule)));
        return now;
    }

    /** The largest delay that any crawl with something queued here asks for, and the fewest connections. */
    private long ready(Host host, @Nullable RobotsRules known) {
        Duration last = Duration.ofNanos(host.lastDuration);
        Duration crawlDelay = known == null ? null : known.crawlDelay();
        long delay = 0;
        int connections = RecentEnds.MAX_CONNECTIONS;
        for (CrawlQueue queue : host.queues.values()) {
            CrawlPlan plan = frontier.plan(queue.crawl);
            if (plan != null && plan.running() && (queue.first() != null || queue.taken() > 0)) {
                Effective rule = queue.effective(frontier.rules(), plan);
                delay = Math.max(delay, Delay.between(rule, crawlDelay, last).toNanos());
                connections = Math.min(connections, rule.connections());
            }
        }
        return Math.max(host.ends.ready(connections, delay), host.blockedUntil);
    }

    private int connections(Host host, Effective rule) {
        return Math.min(rule.connections(), RecentEnds.MAX_CONNECTIONS);
    }

    /** When window and pages per day let the next request start. */
    private long allowed(Host host, Effective rule, long now, long wallMillis) {
        long at = now;
        if (rule.window() != null) {
            Instant wall = Instant.ofEpochMilli(wallMillis);
            at += rule.window().open(wall)
                    ? 0
                    : Math.max(1, rule.window().untilOpen(wall).toNanos());
        }
        long day = wallMillis / DAY_MILLIS;
        if (rule.pagesPerDay() > 0 && host.day == day && host.pagesOfDay >= rule.pagesPerDay()) {
            at = Math.max(at, now + ((day + 1) * DAY_MILLIS - wallMillis) * 1_000_000);
        }
        return at;
    }

    private static void count(Host host, long wallMillis) {
        long day = wallMillis / DAY_MILLIS;
        host.pagesOfDay = host.day == day ? host.pagesOfDay + 1 : 1;
        host.day = day;
    }

    private long askRobots(Host host, CrawlPlan plan, Effective rule, QueuedUrl url, long now) {
        RobotsGate gate = host.gate(url.url());
        if (gate.asking()) {
            return Host.NOT_DUE;
        }
        if (gate.askAt() > now) {
            return gate.askAt();
        }
        String stranger = gate.target().host();
        if (!stranger.equals(host.name)) {
            Long last = strangers.get(stranger);
            if (last != null && now - last < rule.delay().toNanos()) {
                gate.postpone(last + rule.delay().toNanos());
                return gate.askAt();
            }
            strangers.remove(stranger);
            strangers.put(stranger, now);
            if (strangers.size() > 10_000) {
                strangers.remove(strangers.keySet().iterator().next());
            }
        }
        gate.ask();
        frontier.started(host);
        frontier.intend(new Intention.FetchRobots(url, gate.target(), gate.hops(), plan, connections(host, rule)));
        return Host.NOT_DUE;
    }

    /** {@code host}: null where it is not in memory. */
    HostSight sight(@Nullable Host host, String name, long now, long wallMillis) {
        return host == null ? HostSight.absent(name, robots, now) : HostSight.of(host, robots, now, wallMillis);
    }

    void robotsEnded(Host host, Intention.FetchRobots asked, RobotsVerdict verdict, long now) {
        String origin = asked.page().url().origin();
        RobotsGate gate = host.gate(asked.page().url());
        if (verdict instanceof RobotsVerdict.Rules rules) {
            robots.put(origin, rules.rules(), rules.validity(), now);
        }
        gate.answered(
                verdict, Host.robotsOf(asked.page().url()), now, settings.retries(), settings.maxWait(), random());
    }
}
