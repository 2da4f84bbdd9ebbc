package io.orbweaver.frontier;

import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.url.Url;
import java.util.List;

/** What the frontier wants done. It never does anything itself. */
public sealed interface Intention {

    /** Make the request now; answer with {@link Frontier#ended}, and {@link Frontier#settled} when that is durable. */
    record Fetch(QueuedUrl url, CrawlPlan plan, int connections) implements Intention {}

    /** Ask for robots.txt now; answer with {@link Frontier#robotsEnded}. {@code page} is the URL that waits for it. */
    record FetchRobots(QueuedUrl page, Url target, int hops, CrawlPlan plan, int connections) implements Intention {}

    /**
     * Commit the sitemaps of the host of a page that its crawl comes to for the first time, as far as memory goes: those
     * that robots.txt names, or where it names none the usual place. What the crawl had before changes nothing.
     */
    record Sitemaps(QueuedUrl page, List<String> named) implements Intention {}

    /** Commit that the URL is not fetched; answer with {@link Frontier#settled}. */
    record Exclude(QueuedUrl url, Exclusion reason, String rule) implements Intention {}

    /** Commit that the URL failed without a request; answer with {@link Frontier#settled}. */
    record Fail(QueuedUrl url, FailureKind kind, String detail) implements Intention {}

    /** A seed lies outside of the crawl's scope: the scheduler has to widen it before the seed is requested. */
    record Widen(int crawl, Url seed) implements Intention {}

    /** Read the queue behind an entry; answer with {@link Frontier#headLoaded}. */
    record LoadHead(int shard, int crawl, long hostHash, String host, int depth, long order, int limit)
            implements Intention {}

    /** Read hosts with something queued from a place in the order of the keys; {@link Frontier#hostsLoaded}. */
    record LoadHosts(byte[] from, int limit) implements Intention {}
}
