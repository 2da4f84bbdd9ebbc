package io.orbweaver.simulation;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which pages a crawl must have fetched at its end, found by walking the web without any of the crawler's machinery.
 * Leaves out what chance decides: hosts that strain, depths and redirect chains that depend on which way came first,
 * scope that widens while the crawl runs.
 */
final class Expected {
    private static final int FAR = 1_000;

    private final SimulatedWeb web;
    private final CrawlSpec spec;
    private final Scenario scenario;
    private final ScopeFilter scope;
    private final List<Url> seeds;
    private final boolean robots;
    private final ExpectedSitemaps sitemaps;
    private final Set<Url> inSitemaps = new HashSet<>();
    private final Map<Url, Integer> deepest = new HashMap<>();
    private final Map<Url, Integer> longestChain = new HashMap<>();

    Expected(Scenario scenario, Scenario.PlannedCrawl crawl) {
        this.scenario = scenario;
        this.web = scenario.web();
        this.spec = crawl.spec();
        this.robots = !Boolean.FALSE.equals(spec.politeness().robots());
        List<Url> first =
                spec.seeds().stream().map(Url::parse).filter(Objects::nonNull).toList();
        this.scope = new ScopeFilter(spec.scope(), first);
        this.seeds = new ArrayList<>(first);
        crawl.later().forEach(late -> seeds.add(late.url()));
        this.sitemaps = new ExpectedSitemaps(scenario, robots, Expected::calm);
        web.hosts.forEach(host -> host.sitemaps.values().forEach(sitemap -> inSitemaps.addAll(sitemap.urls)));
        measure();
    }

    /** How deep, and after how many redirects, a URL can be found at the most. */
    private void measure() {
        seeds.forEach(seed -> deepest.put(seed, 0));
        inSitemaps.forEach(url -> raise(deepest, url, 1));
        web.pages().forEach(page -> longestChain.put(page.url, 0));
        for (boolean changed = true; changed; ) {
            changed = false;
            for (SimulatedPage page : web.pages()) {
                int depth = deepest.getOrDefault(page.url, 0);
                for (Url link : page.links) {
                    changed |= raise(deepest, link, Math.min(depth + 1, cap()));
                }
                if (page.location != null) {
                    changed |= raise(deepest, page.location, depth);
                    changed |= raise(longestChain, page.location, Math.min(chain(page.url) + 1, FAR));
                }
            }
        }
    }

    private int cap() {
        int most = spec.limits().maxDepth();
        return most == 0 ? 1 : most;
    }

    private int chain(Url url) {
        return longestChain.getOrDefault(url, 0);
    }

    private static boolean raise(Map<Url, Integer> map, Url url, int to) {
        Integer before = map.get(url);
        if (before != null && before >= to) {
            return false;
        }
        map.put(url, to);
        return true;
    }

    Set<Url> pages() {
        if (spec.limits().maxPagesPerHost() > 0) {
            return Set.of();
        }
        Set<Url> seen = new LinkedHashSet<>();
        Set<Url> fetched = new LinkedHashSet<>();
        Deque<Url> open = new ArrayDeque<>(seeds);
        while (!open.isEmpty()) {
            Url url = open.removeFirst();
            if (!seen.add(url)) {
                continue;
            }
            SimulatedPage page = web.page(url);
            if (!certain(page)) {
                continue;
            }
            if (spec.follow().sitemaps()) {
                sitemaps.pages(url).stream().filter(scope::includes).forEach(open::add);
            }
            if (page.location != null) {
                boolean follows = chain(page.location) <= scenario.maxRedirects();
                if (follows && (seeds.contains(url) && seedFirst(url) || follow(url, page.location))) {
                    open.add(page.location);
                }
                continue;
            }
            fetched.add(url);
            for (Url link : page.links) {
                boolean shallow = spec.limits().maxDepth() == 0
                        || deepest.getOrDefault(url, 0) + 1 <= spec.limits().maxDepth();
                if (shallow && follow(url, link)) {
                    open.add(link);
                }
            }
        }
        return fetched;
    }

    /** Whether a seed is certainly known as one, and not as a link that was found before. */
    private boolean seedFirst(Url seed) {
        if (inSitemaps.contains(seed)) {
            return false;
        }
        for (SimulatedPage page : web.pages()) {
            if (page.links.contains(seed) || seed.equals(page.location)) {
                return false;
            }
        }
        return true;
    }

    private boolean follow(Url from, Url to) {
        if (scope.includes(to)) {
            return true;
        }
        // The owner of a seed's site knows the scope that the seed makes before it asks for the seed.
        boolean near = spec.scope().mode() == CrawlSpec.Scope.Mode.HOST
                ? from.host().equals(to.host())
                : from.domain().equals(to.domain());
        return near && seeds.contains(from) && seedFirst(from);
    }

    /** Whether the page is answered in the end whatever chance does. */
    private boolean certain(SimulatedPage page) {
        SimulatedHost host = web.host(page.url.host());
        int retries = scenario.frontier().retries();
        if (robots && (host.robotsTrouble.times() == Trouble.ALWAYS || !web.allowed(page.url))) {
            return false;
        }
        return calm(host) && page.trouble.times() <= retries;
    }

    private static boolean calm(SimulatedHost host) {
        return host.pages.stream().noneMatch(each -> strains(each.trouble));
    }

    private static boolean strains(Trouble trouble) {
        FailureKind kind = trouble.kind();
        boolean failure = kind == FailureKind.DNS || kind == FailureKind.CONNECT || kind == FailureKind.TIMEOUT;
        return failure || trouble.status() == 429 || trouble.status() == 503;
    }
}
