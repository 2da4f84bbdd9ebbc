package io.orbweaver.simulation;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from a seed: whole crawls on a cluster that fails, checked while they run and when they end. One thread. */
final class Simulation implements Records {
    private static final long DEADLINE = 7_200 * VirtualTime.SECOND;
    /** Within this time the end is declared once nothing is left and nothing fails any more. */
    private static final long DECLARED_WITHIN = 15 * VirtualTime.SECOND;

    /** What a run was like. */
    record Result(long pages, long visits, int crashes, long events, double seconds) {}

    private final Scenario scenario;
    private final Cluster cluster;
    private final Map<Integer, Long> pages = new HashMap<>();
    private final Map<String, Long> pagesOfHosts = new HashMap<>();
    private final Map<String, Long> written = new HashMap<>();
    private int openActions;

    private Simulation(long seed, Cheat cheat, Consumer<String> trace) {
        scenario = Scenario.of(seed);
        cluster = new Cluster(scenario, cheat, this, trace);
    }

    /** Runs and checks; throws where something does not hold. {@code trace} hears of what happens. */
    static Result run(long seed, Cheat cheat, Consumer<String> trace) {
        return new Simulation(seed, cheat, trace).run();
    }

    private Result run() {
        for (Scenario.PlannedCrawl crawl : scenario.crawls()) {
            cluster.scheduler()
                    .ask(scheduler -> scheduler.create(
                            crawl.spec(),
                            cluster.time().now(),
                            Instant.ofEpochMilli(cluster.time().wallMillis())));
        }
        int id = 0;
        for (Scenario.PlannedCrawl crawl : scenario.crawls()) {
            int crawlId = ++id;
            for (Scenario.LateSeed late : crawl.later()) {
                openActions++;
                cluster.time().after(late.after(), () -> addSeed(crawlId, late.url()));
            }
        }
        long end = scenario.calmFrom() + DEADLINE;
        lookForTheEnd(Map.of());
        while (!over()) {
            if (!cluster.time().step() || cluster.time().now() > end) {
                throw new BrokenInvariant("stuck: " + held() + cluster + "\n" + statuses());
            }
        }
        cluster.audit().check();
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            checkEnd(crawl);
        }
        return new Result(
                written.size(),
                cluster.journal().visits(),
                cluster.crashes(),
                cluster.time().happened(),
                cluster.time().seconds());
    }

    /** {@code before}: the crawls of which nothing was left at the look before, and their activity until then. */
    private void lookForTheEnd(Map<Integer, Long> before) {
        Map<Integer, Long> nothingLeft = new HashMap<>();
        boolean calm = cluster.time().now() > scenario.calmFrom()
                && cluster.complete()
                && openActions == 0
                && cluster.settledFor(DECLARED_WITHIN);
        for (int crawl = 1; calm && crawl <= scenario.crawls().size(); crawl++) {
            boolean running = cluster.scheduler().state(crawl) == State.RUNNING;
            StoreAudit.Holdings held = cluster.audit().of(crawl);
            if (running && held.nothingLeft()) {
                nothingLeft.put(crawl, held.tally.activity);
            }
        }
        before.forEach((crawl, activity) -> {
            if (activity.equals(nothingLeft.get(crawl))) {
                throw new BrokenInvariant("the end of crawl " + crawl + " is not declared: " + held() + cluster);
            }
        });
        cluster.time().after(DECLARED_WITHIN, () -> lookForTheEnd(nothingLeft));
    }

    /** Asks again until the scheduler says that it has the seed. */
    private void addSeed(int crawl, Url seed) {
        Boolean done = cluster.scheduler().ask(scheduler -> {
            scheduler.seeds(crawl, List.of(seed.toString()), cluster.time().now());
            return true;
        });
        if (done == null) {
            cluster.time().after(VirtualTime.SECOND, () -> addSeed(crawl, seed));
        } else {
            cluster.trace(() -> "seed " + seed + " for crawl " + crawl);
            openActions--;
        }
    }

    private boolean over() {
        if (openActions > 0
                || !cluster.complete()
                || cluster.time().now() < scenario.calmFrom()
                || !cluster.scheduler().up()) {
            return false;
        }
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            if (cluster.scheduler().state(crawl) != State.FINISHED) {
                return false;
            }
        }
        return true;
    }

    private String statuses() {
        StringBuilder text = new StringBuilder();
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            text.append(cluster.scheduler().status(crawl)).append('\n');
        }
        return text.toString();
    }

    private String held() {
        StoreAudit audit = cluster.audit();
        StringBuilder text = new StringBuilder();
        for (int crawl = 1; crawl <= scenario.crawls().size(); crawl++) {
            text.append("crawl ")
                    .append(crawl)
                    .append(": ")
                    .append(audit.of(crawl))
                    .append('\n');
        }
        return text.toString();
    }

    @Override
    public void written(int crawl, long order, PageRecord page) {
        Long before = written.putIfAbsent(crawl + " " + page.url(), order);
        if (before != null && before == order) {
            return;
        }
        if (before != null) {
            throw new BrokenInvariant("committed twice in crawl " + crawl + ": " + page.url());
        }
        if (page.redirect()) {
            return;
        }
        var limits = scenario.crawls().get(crawl - 1).spec().limits();
        long count = pages.merge(crawl, 1L, Long::sum);
        if (limits.maxPages() > 0 && count > limits.maxPages()) {
            throw new BrokenInvariant("crawl " + crawl + " has " + count + " pages, allowed " + limits.maxPages());
        }
        long ofHost = pagesOfHosts.merge(crawl + " " + page.host(), 1L, Long::sum);
        if (limits.maxPagesPerHost() > 0 && ofHost > limits.maxPagesPerHost()) {
            throw new BrokenInvariant("crawl " + crawl + " has " + ofHost + " pages of " + page.host() + ", allowed "
                    + limits.maxPagesPerHost());
        }
    }

    @Override
    public void lost(Set<Integer> shards) {
        written.keySet().removeIf(page -> shards.contains(shard(page.substring(page.indexOf(' ') + 1))));
        pagesOfHosts
                .keySet()
                .removeIf(host -> shards.contains(shard("http://" + host.substring(host.indexOf(' ') + 1) + "/")));
    }

    private int shard(String url) {
        return Shards.of(Objects.requireNonNull(Url.parse(url)), scenario.shards());
    }

    @Override
    public void ended(int crawl) {
        @Nullable CrawlStatus status = cluster.scheduler().status(crawl);
        if (status == null || status.reason() != Reason.EXHAUSTED) {
            return;
        }
        StoreAudit.Holdings held = cluster.audit().of(crawl);
        if (!held.nothingLeft()
                || cluster.journal().inFlight(crawl)
                || cluster.scheduler().spooling(crawl)) {
            throw new BrokenInvariant("crawl " + crawl + " ended too early: " + held);
        }
    }

    private void checkEnd(int crawl) {
        Scenario.PlannedCrawl planned = scenario.crawls().get(crawl - 1);
        CrawlStatus status = cluster.scheduler().status(crawl);
        StoreAudit.Holdings held = cluster.audit().of(crawl);
        Set<Url> expected = new Expected(scenario, planned).pages();
        long most = planned.spec().limits().maxPages();
        if (status == null || status.reason() == Reason.MAX_PAGES) {
            if (scenario.loses() ? held.pages > most : held.pages != most) {
                throw new BrokenInvariant("crawl " + crawl + " ended by maxPages " + most + " with " + held);
            }
            return;
        }
        if (!held.nothingLeft()) {
            throw new BrokenInvariant("crawl " + crawl + " ended with something left: " + held);
        }
        if (scenario.loses()) {
            return;
        }
        if (most > 0 && expected.size() > most) {
            throw new BrokenInvariant("crawl " + crawl + " ended without its limit " + most + ": " + held);
        }
        for (Url url : expected) {
            if (!held.knows(url) || held.stateOf(url) != UrlState.Kind.FETCHED) {
                throw new BrokenInvariant("crawl " + crawl + " lost " + url + ": "
                        + (held.knows(url) ? held.stateOf(url) : "unknown") + "; " + held);
            }
        }
    }
}
