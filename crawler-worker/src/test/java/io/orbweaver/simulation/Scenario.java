package io.orbweaver.simulation;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * All that a seed decides about a run before it begins.
 *
 * @param joins when each worker comes for the first time, in nanoseconds after the start
 * @param troubles what befalls workers before all is calm
 * @param calmFrom when faults and crashes end, in nanoseconds of virtual time
 * @param crashes how many processes die before that
 * @param latency the longest answer, in milliseconds
 */
record Scenario(
        long seed,
        SimulatedWeb web,
        int workers,
        int shards,
        List<Long> joins,
        List<Trouble> troubles,
        Frontier.Settings frontier,
        int maxRedirects,
        PolitenessConfig politeness,
        List<PlannedCrawl> crawls,
        long calmFrom,
        int crashes,
        int latency) {

    /** A crawl, and seeds that are added at some time after its start. */
    record PlannedCrawl(CrawlSpec spec, List<LateSeed> later) {}

    record LateSeed(long after, Url url) {}

    /** Something that befalls a worker {@code after} the start, {@code lasting} so long where it lasts. */
    record Trouble(Kind kind, int worker, long after, long lasting) {
        boolean harmless() {
            return kind != Kind.LOST && kind != Kind.GIVEN_UP;
        }

        enum Kind {
            /** Its process stands still, and goes on as if nothing had been. */
            FROZEN,
            /** No message reaches it or leaves it; those it asks still answer. */
            CUT_OFF,
            /** An operator empties it. */
            DRAINED,
            /** It is gone, and an operator gives it up. */
            LOST,
            /** It is frozen, and an operator gives it up too early: it comes back. */
            GIVEN_UP
        }
    }

    static Scenario of(long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
        Frontier.Settings frontier = frontier(random);
        SimulatedWeb web = new SimulatedWeb(new WebMaker(random, frontier.retries()).make());
        int workers = 1 + random.nextInt(4);
        int shards = 4 + random.nextInt(13);
        List<PlannedCrawl> crawls = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 2 : 1;
        for (int crawl = 0; crawl < count; crawl++) {
            crawls.add(crawl(random, web));
        }
        boolean faulty = random.nextInt(5) > 0;
        long calmFrom = 1_000 * VirtualTime.SECOND + (faulty ? (5 + random.nextInt(40)) * VirtualTime.SECOND : 0);
        return new Scenario(
                seed,
                web,
                workers,
                shards,
                joins(random, workers),
                faulty ? troubles(random, workers) : List.of(),
                frontier,
                2 + random.nextInt(8),
                politeness(random, web),
                crawls,
                calmFrom,
                faulty ? random.nextInt(10) : 0,
                random.nextInt(3) == 0 ? 3_000 : 100);
    }

    private static List<Long> joins(Random random, int workers) {
        List<Long> joins = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            boolean late = worker > 0 && random.nextInt(4) == 0;
            joins.add((late ? random.nextInt(40_000) : random.nextInt(500)) * VirtualTime.MILLI);
        }
        return joins;
    }

    private static List<Trouble> troubles(Random random, int workers) {
        List<Trouble> troubles = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            int kinds = workers == 1 ? 2 : random.nextInt(3) == 0 ? 5 : 3;
            troubles.add(new Trouble(
                    Trouble.Kind.values()[random.nextInt(kinds)],
                    random.nextInt(workers),
                    random.nextInt(40_000) * VirtualTime.MILLI,
                    random.nextInt(30_000) * VirtualTime.MILLI));
        }
        // Nobody takes over from who is lost where all others are being emptied.
        boolean drained = troubles.stream().anyMatch(trouble -> trouble.kind() == Trouble.Kind.DRAINED);
        return drained ? troubles.stream().filter(Trouble::harmless).toList() : troubles;
    }

    /** Whether an operator gives a worker up, so that pages are lost. */
    boolean loses() {
        return !troubles.stream().allMatch(Trouble::harmless);
    }

    private static Frontier.Settings frontier(Random random) {
        return new Frontier.Settings(
                2 + random.nextInt(19),
                8 + random.nextInt(100),
                1 + random.nextInt(16),
                1 + random.nextInt(3),
                Duration.ofSeconds(random.nextInt(3) == 0 ? 60 : 300),
                SimulatedWeb.AGENT);
    }

    private static Duration delay(Random random) {
        return random.nextInt(4) == 0
                ? Duration.ZERO
                : Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 5_000 : 500));
    }

    private static PolitenessConfig politeness(Random random, SimulatedWeb web) {
        Map<String, PolitenessRule> domains = new HashMap<>();
        for (SimulatedHost host : web.hosts) {
            if (random.nextInt(6) == 0) {
                domains.put(
                        host.name,
                        new PolitenessRule(delay(random), 1 + random.nextInt(3), null, null, null, null, null, null));
            }
        }
        return new PolitenessConfig(
                new PolitenessConfig.Defaults(delay(random), 1 + random.nextInt(3), 0.0, true, Duration.ofSeconds(60)),
                domains);
    }

    private static PlannedCrawl crawl(Random random, SimulatedWeb web) {
        List<String> seeds = new ArrayList<>();
        for (int seed = random.nextInt(3); seed >= 0; seed--) {
            seeds.add(any(random, web).toString());
        }
        CrawlSpec.Scope.Mode[] modes = {
            CrawlSpec.Scope.Mode.DOMAIN,
            CrawlSpec.Scope.Mode.ANY,
            CrawlSpec.Scope.Mode.DOMAIN,
            CrawlSpec.Scope.Mode.HOST
        };
        CrawlSpec.Limits limits = new CrawlSpec.Limits(
                random.nextInt(3) == 0 ? 1 + random.nextInt(60) : 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextInt(8) == 0 ? 1 + random.nextInt(6) : 0,
                0,
                Duration.ZERO);
        CrawlSpec.Manners manners = random.nextBoolean()
                ? new CrawlSpec.Manners(null, null, null)
                : new CrawlSpec.Manners(delay(random), 1 + random.nextInt(3), random.nextInt(4) == 0 ? false : null);
        CrawlSpec spec = new CrawlSpec(
                "simulated",
                seeds,
                new CrawlSpec.Scope(modes[random.nextInt(modes.length)], List.of(), List.of()),
                limits,
                manners,
                new CrawlSpec.Follow(random.nextInt(4) > 0, false, true),
                Map.of());
        List<LateSeed> later = new ArrayList<>();
        for (int late = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; late > 0; late--) {
            later.add(new LateSeed((long) (random.nextDouble() * 90 * VirtualTime.SECOND), any(random, web)));
        }
        return new PlannedCrawl(spec, later);
    }

    private static Url any(Random random, SimulatedWeb web) {
        SimulatedHost host = web.hosts.get(random.nextInt(web.hosts.size()));
        return host.pages.get(random.nextInt(host.pages.size())).url;
    }
}
