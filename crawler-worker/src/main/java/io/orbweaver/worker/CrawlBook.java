package io.orbweaver.worker;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.commit.Commit;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.message.HeartbeatReply.Order;
import io.orbweaver.message.Tally;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The crawls as this worker knows them: what the scheduler wants of each, and how far it is here. Pure. */
final class CrawlBook {
    private final Map<Integer, CrawlPlan> plans = new TreeMap<>();
    private final Map<Integer, Long> versions = new HashMap<>();
    private final Map<Integer, Long> rounds = new HashMap<>();
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private final Map<Integer, Integer> inFlight = new HashMap<>();
    private final ByteLimit received = new ByteLimit();
    private final Map<Integer, List<String>> widened = new HashMap<>();

    Set<Integer> ids() {
        return plans.keySet();
    }

    Collection<CrawlPlan> plans() {
        return plans.values();
    }

    boolean knows(int crawl) {
        return plans.containsKey(crawl);
    }

    /** Returns the version of the order that is known, zero where none is. */
    long version(int crawl) {
        return versions.getOrDefault(crawl, 0L);
    }

    long round(int crawl) {
        return rounds.getOrDefault(crawl, 0L);
    }

    void rounds(Map<Integer, Long> changed) {
        rounds.putAll(changed);
    }

    /** Takes an order in; returns the plan where it is news. */
    @Nullable
    CrawlPlan ordered(Order order) {
        List<String> targets = widened.get(order.crawl());
        if (targets != null && order.seeds().containsAll(targets)) {
            widened.remove(order.crawl());
        }
        if (order.version() <= version(order.crawl())) {
            return null;
        }
        versions.put(order.crawl(), order.version());
        List<Url> seeds = order.seeds().stream().map(Url::parse).toList();
        boolean running =
                order.running() && !received.reached(order.crawl(), order.spec().limits());
        CrawlPlan plan = new CrawlPlan(
                order.crawl(), order.spec(), new ScopeFilter(order.spec().scope(), seeds), running);
        plans.put(order.crawl(), plan);
        return plan;
    }

    /** Returns the plan by which the crawl stands still, null where it does already or is not known. */
    @Nullable
    CrawlPlan stopped(int crawl) {
        CrawlPlan plan = plans.get(crawl);
        if (plan == null || !plan.running()) {
            return null;
        }
        CrawlPlan stopped = new CrawlPlan(crawl, plan.spec(), plan.scope(), false);
        plans.put(crawl, stopped);
        return stopped;
    }

    /** What a seed redirects to makes scope like a seed, as soon as the scheduler has it on its disk. */
    void widen(int crawl, Url target) {
        List<String> targets = widened.computeIfAbsent(crawl, any -> new ArrayList<>());
        if (!targets.contains(target.toString())) {
            targets.add(target.toString());
        }
    }

    /** Returns what is not on the scheduler's disk yet, as a copy. */
    Map<Integer, List<String>> widened() {
        Map<Integer, List<String>> copy = new HashMap<>();
        widened.forEach((crawl, targets) -> copy.put(crawl, List.copyOf(targets)));
        return copy;
    }

    boolean widening() {
        return !widened.isEmpty();
    }

    Tally tally(int crawl) {
        return tallies.getOrDefault(crawl, new Tally());
    }

    Set<Integer> counted() {
        return tallies.keySet();
    }

    /** The counters are these; what was {@code received} before shards were opened counts towards the limit. */
    void opened(Map<Integer, Tally> totals) {
        tallies.putAll(totals);
        received.counted(totals);
    }

    void count(Map<Integer, Tally> totals) {
        tallies.putAll(totals);
    }

    /** Whether nothing is queued here and nothing waits. */
    boolean nothingLeft(int crawl) {
        Tally tally = tallies.get(crawl);
        return tally == null || tally.queued == 0 && tally.waiting == 0 && tally.outgoing == 0;
    }

    void started(int crawl) {
        inFlight.merge(crawl, 1, Integer::sum);
    }

    void ended(int crawl) {
        inFlight.merge(crawl, -1, Integer::sum);
    }

    int inFlight(int crawl) {
        return inFlight.getOrDefault(crawl, 0);
    }

    /** Returns the plan by which the crawl stands still, where this answer was the last that it may have; else null. */
    @Nullable
    CrawlPlan received(int crawl, Commit ended) {
        received.add(crawl, ended);
        CrawlPlan plan = plans.get(crawl);
        boolean reached = plan != null && received.reached(crawl, plan.spec().limits());
        return reached ? stopped(crawl) : null;
    }

    void forget(int crawl) {
        plans.remove(crawl);
        versions.remove(crawl);
        rounds.remove(crawl);
        tallies.remove(crawl);
        inFlight.remove(crawl);
        widened.remove(crawl);
    }
}
