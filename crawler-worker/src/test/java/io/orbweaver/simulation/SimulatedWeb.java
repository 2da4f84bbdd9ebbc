package io.orbweaver.simulation;

import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.fetch.MessageHeads;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.robots.RobotsText;
import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers of the simulation: they answer by what they are and by how often they were asked. One thread. */
final class SimulatedWeb {
    static final String AGENT = "orbweaver";

    final List<SimulatedHost> hosts;
    private final Map<String, SimulatedHost> byName = new HashMap<>();
    private final Map<Url, SimulatedPage> pages = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();

    SimulatedWeb(List<SimulatedHost> hosts) {
        this.hosts = hosts;
        for (SimulatedHost host : hosts) {
            byName.put(host.name, host);
            host.pages.forEach(page -> pages.put(page.url, page));
        }
    }

    SimulatedPage page(Url url) {
        SimulatedPage page = pages.get(url);
        if (page == null) {
            throw new BrokenInvariant("a URL was asked for that nobody links to: " + url);
        }
        return page;
    }

    Iterable<SimulatedPage> pages() {
        return pages.values();
    }

    SimulatedHost host(String name) {
        SimulatedHost host = byName.get(name);
        if (host == null) {
            throw new BrokenInvariant("a host was asked that nobody links to: " + name);
        }
        return host;
    }

    /** Whether robots.txt, once it is known, lets the page be fetched. */
    boolean allowed(Url url) {
        SimulatedHost host = host(url.host());
        String rules = host.rulesAt.isEmpty() ? host.rules : host(host.rulesAt).rules;
        return parsed(rules).allows(url);
    }

    private static RobotsRules parsed(String robots) {
        return RobotsText.parse(robots.getBytes(StandardCharsets.UTF_8), true, AGENT);
    }

    /** The sitemaps that the robots.txt of a host names, once it is known. */
    List<String> named(SimulatedHost host) {
        return parsed(text(host.rulesAt.isEmpty() ? host : host(host.rulesAt))).sitemaps();
    }

    private static String text(SimulatedHost host) {
        return host.rules + host.sitemapLines;
    }

    /** Returns the sitemap at a URL, null where there is none. */
    @Nullable
    SimulatedSitemap sitemap(Url url) {
        return host(url.host()).sitemaps.get(url.pathAndQuery());
    }

    FetchOutcome answerSitemap(Url url, long wallMillis, long millis) {
        SimulatedSitemap sitemap = sitemap(url);
        if (sitemap == null) {
            return answered(404, List.of(), new byte[0], 0, wallMillis, millis);
        }
        if (asked.merge(url.toString(), 1, Integer::sum) <= sitemap.trouble.times()) {
            return trouble(sitemap.trouble, wallMillis, millis);
        }
        return answered(sitemap.location == null ? 200 : 301, List.of(), new byte[8], 0, wallMillis, millis);
    }

    FetchOutcome answer(SimulatedPage page, long wallMillis, long millis) {
        Trouble trouble = page.trouble;
        if (asked.merge(page.url.toString(), 1, Integer::sum) <= trouble.times()) {
            return trouble(trouble, wallMillis, millis);
        }
        List<HeaderFields.Field> fields = new ArrayList<>();
        if (page.location != null) {
            fields.add(new HeaderFields.Field("Location", page.location.toString()));
        }
        return answered(page.status, fields, new byte[8], page.body, wallMillis, millis);
    }

    FetchOutcome robots(Url target, long wallMillis, long millis) {
        SimulatedHost host = host(target.host());
        if (target.pathAndQuery().equals("/robots.txt")) {
            int times = asked.merge(target.toString(), 1, Integer::sum);
            if (times <= host.robotsTrouble.times()) {
                return trouble(host.robotsTrouble, wallMillis, millis);
            }
            if (times - host.robotsTrouble.times() <= host.robotsTroubleThen.times()) {
                return trouble(host.robotsTroubleThen, wallMillis, millis);
            }
            if (!host.rulesAt.isEmpty()) {
                String location = "http://" + host.rulesAt + SimulatedHost.RULES_ELSEWHERE;
                return answered(
                        302, List.of(new HeaderFields.Field("Location", location)), new byte[0], 0, wallMillis, millis);
            }
        }
        byte[] body = text(host).getBytes(StandardCharsets.UTF_8);
        return answered(body.length == 0 ? 404 : 200, List.of(), body, 0, wallMillis, millis);
    }

    private static FetchOutcome trouble(Trouble trouble, long wallMillis, long millis) {
        if (trouble.kind() != null) {
            return new FetchOutcome.Failed(
                    trouble.kind(), "simulated", Instant.ofEpochMilli(wallMillis - millis), millis);
        }
        List<HeaderFields.Field> fields = trouble.retryAfter() == 0
                ? List.of()
                : List.of(new HeaderFields.Field("Retry-After", Integer.toString(trouble.retryAfter())));
        return answered(trouble.status(), fields, new byte[0], trouble.status(), wallMillis, millis);
    }

    private static FetchOutcome answered(
            int status, List<HeaderFields.Field> fields, byte[] body, long digest, long wallMillis, long millis) {
        byte[] sha256 = ByteBuffer.allocate(32).putLong(digest).array();
        return new FetchOutcome.Answered(
                status,
                new HeaderFields(fields),
                new MessageHeads(new byte[0], new byte[0]),
                body,
                body.length,
                sha256,
                null,
                "192.0.2.1",
                "http/1.1",
                Instant.ofEpochMilli(wallMillis - millis),
                millis);
    }

    /** Returns where an answer redirects to, null where it does not. */
    static @Nullable Url redirect(SimulatedPage page, FetchOutcome outcome) {
        boolean redirected = outcome instanceof FetchOutcome.Answered answer && answer.status() / 100 == 3;
        return redirected ? page.location : null;
    }
}
