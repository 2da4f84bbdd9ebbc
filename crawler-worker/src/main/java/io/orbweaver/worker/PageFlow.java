package io.orbweaver.worker;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.Intention;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.robots.RobotsExchange;
import io.orbweaver.robots.RobotsText;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Steps 3 to 5 of a URL's life, from the request to what goes into its commit: fetch, decode, parse, choose links. Runs
 * on the event loop that drives the request; knows nothing of schedules or disks.
 */
final class PageFlow {
    private final Fetcher fetcher;
    private final long maxBody;
    private final String agentToken;
    private final AtomicLong reading = new AtomicLong();
    private final SitemapFlow sitemaps;

    PageFlow(Fetcher fetcher, long maxBody, String agentToken, WorkerExecutor readers) {
        this.fetcher = fetcher;
        this.maxBody = maxBody;
        this.agentToken = agentToken;
        this.sitemaps = new SitemapFlow(fetcher, maxBody, readers, reading);
    }

    /** Makes the request for a page or a sitemap. Fails only for a bug of ours. */
    Future<PageEnd> page(Intention.Fetch asked) {
        Sitemap sitemap = asked.url().sitemap();
        if (sitemap != null) {
            return sitemaps.sitemap(asked, sitemap);
        }
        PageTap tap = new PageTap(asked.url().url(), agentToken, reading);
        FetchRequest request = new FetchRequest(
                asked.url().url(),
                maxBody,
                asked.connections(),
                asked.plan().spec().headers(),
                tap);
        return fetcher.fetch(request).map(outcome -> end(asked, outcome, tap)).onComplete(done -> tap.release());
    }

    /** Returns the bytes that the parsers of requests in flight hold at this moment. Any thread. */
    long reading() {
        return reading.get();
    }

    /** Returns the bytes of sitemaps that are fetched and wait to be read. Any thread. */
    long unread() {
        return sitemaps.unread();
    }

    /** Whether further sitemaps may be read: what the last ones named waits for its commit. Any thread. */
    void readSitemaps(boolean may) {
        sitemaps.read(may);
    }

    /** Reads no more sitemaps, whether they are fetched or not. */
    void close() {
        sitemaps.close();
    }

    private PageEnd end(Intention.Fetch asked, FetchOutcome outcome, PageTap tap) {
        if (!(outcome instanceof Answered)) {
            return PageEnd.without(outcome);
        }
        ParsedPage page = tap.page(fetcher.metrics());
        LinkFilter filter = new LinkFilter(asked.url(), asked.plan());
        filter.add(page);
        return new PageEnd(outcome, tap.redirect(), page, filter.kept(), filter.refresh(), filter.leftOut());
    }

    /** What one exchange for robots.txt brought. */
    record RobotsEnd(RobotsVerdict verdict, long durationNanos) {}

    /** Makes the request for a robots.txt. Fails only for a bug of ours. */
    Future<RobotsEnd> robots(Intention.FetchRobots asked) {
        RobotsExchange exchange = new RobotsExchange(asked.target(), asked.hops(), agentToken);
        Url page = asked.page().url();
        Sitemap sitemap = asked.page().sitemap();
        // What a user sends along, perhaps a secret, is not for hosts that another one names.
        boolean own = asked.target().host().equals(page.host())
                && (sitemap == null || sitemap.host().equals(page.host()));
        FetchRequest request = new FetchRequest(
                asked.target(),
                RobotsText.MAX_BYTES,
                asked.connections(),
                own ? asked.plan().spec().headers() : Map.of(),
                exchange);
        return fetcher.fetch(request)
                .map(outcome ->
                        new RobotsEnd(exchange.end(outcome, Instant.now()), outcome.durationMillis() * 1_000_000));
    }
}
