package io.orbweaver.simulation;

import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which pages the sitemaps of a host certainly bring, found by walking them without the crawler's machinery. A sitemap
 * that several ways lead to is read as what it was found as first; so only what holds for the longest way is certain.
 */
final class ExpectedSitemaps {
    /** An index below so many others is not followed. */
    private static final int NESTING = 2;

    private static final int FAR = 1_000;

    private final Scenario scenario;
    private final SimulatedWeb web;
    private final boolean robots;
    /** Whether chance cannot keep a host from answering. */
    private final Predicate<SimulatedHost> calm;

    ExpectedSitemaps(Scenario scenario, boolean robots, Predicate<SimulatedHost> calm) {
        this.scenario = scenario;
        this.web = scenario.web();
        this.robots = robots;
        this.calm = calm;
    }

    /** Returns the pages that are found once this one is asked for. */
    Set<Url> pages(Url page) {
        String host = page.host();
        Map<Url, Integer> nesting = new HashMap<>();
        Map<Url, Integer> chains = new HashMap<>();
        measure(host, nesting, chains);
        Set<Url> pages = new LinkedHashSet<>();
        Set<Url> seen = new LinkedHashSet<>();
        Deque<Url> open = new ArrayDeque<>(first(page.scheme(), host));
        while (!open.isEmpty()) {
            Url url = open.removeFirst();
            SimulatedSitemap sitemap = seen.add(url) ? certain(url) : null;
            if (sitemap == null) {
                continue;
            }
            if (sitemap.location != null) {
                if (chains.getOrDefault(url, 0) < scenario.maxRedirects()) {
                    open.add(sitemap.location);
                }
            } else if (!sitemap.index) {
                sitemap.urls.stream().filter(each -> each.host().equals(host)).forEach(pages::add);
            } else if (nesting.getOrDefault(url, 0) < NESTING) {
                open.addAll(children(url, sitemap, host));
            }
        }
        return pages;
    }

    /** How deep, and after how many redirects, a sitemap can be found at the most. */
    private void measure(String host, Map<Url, Integer> nesting, Map<Url, Integer> chains) {
        List<Url> all = new ArrayList<>(first("http", host));
        all.addAll(first("https", host));
        all.forEach(url -> nesting.put(url, 0));
        Deque<Url> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            Url url = open.removeFirst();
            int depth = nesting.getOrDefault(url, 0);
            int chain = chains.getOrDefault(url, 0);
            SimulatedSitemap sitemap = web.sitemap(url);
            if (sitemap == null) {
                continue;
            }
            if (sitemap.location != null) {
                boolean deeper = raise(nesting, sitemap.location, depth);
                if (raise(chains, sitemap.location, Math.min(FAR, chain + 1)) || deeper) {
                    open.add(sitemap.location);
                }
            } else if (sitemap.index) {
                for (Url child : children(url, sitemap, host)) {
                    if (raise(nesting, child, Math.min(NESTING, depth + 1))) {
                        open.add(child);
                    }
                }
            }
        }
    }

    private static boolean raise(Map<Url, Integer> map, Url url, int to) {
        Integer before = map.get(url);
        if (before != null && before >= to) {
            return false;
        }
        map.put(url, to);
        return true;
    }

    private static List<Url> children(Url index, SimulatedSitemap sitemap, String host) {
        return sitemap.urls.stream()
                .filter(url -> url.host().equals(host) || url.host().equals(index.host()))
                .toList();
    }

    private List<Url> first(String scheme, String host) {
        List<Url> first = new ArrayList<>();
        for (String named : robots ? web.named(web.host(host)) : List.<String>of()) {
            add(first, named);
        }
        if (first.isEmpty()) {
            add(first, scheme + "://" + host + "/sitemap.xml");
        }
        return first;
    }

    private static void add(List<Url> urls, String text) {
        Url url = Url.parse(text);
        if (url != null) {
            urls.add(url);
        }
    }

    private @Nullable SimulatedSitemap certain(Url url) {
        SimulatedHost host = web.host(url.host());
        SimulatedSitemap sitemap = web.sitemap(url);
        boolean open = !robots || host.robotsTrouble.times() != Trouble.ALWAYS && web.allowed(url);
        boolean answers = sitemap != null
                && calm.test(host)
                && sitemap.trouble.times() <= scenario.frontier().retries();
        return open && answers ? sitemap : null;
    }
}
