package io.orbweaver.crawl;

/**
 * What makes a URL one that is read as a sitemap, and not as a page (https://www.sitemaps.org/protocol.html).
 *
 * @param host the host whose robots.txt named it, itself or through an index: only URLs of that host are taken from it
 * @param nesting how many indexes lie above it
 */
public record Sitemap(String host, int nesting) {
    /** The protocol knows one index above a sitemap; sites have been seen with two. */
    public static final int MAX_NESTING = 2;

    /** Sitemaps that a crawl reads of one host, indexes and what they redirect to included. */
    public static final int MAX_PER_HOST = 1_000;

    /**
     * Where sitemaps stand in the queue of their host: behind the links of its seeds. What they name has depth 1 like
     * these, so that the next sitemap is not read before there is need for more.
     */
    public static final int QUEUE_DEPTH = 2;

    /** Returns what a sitemap is that this one, an index, names. */
    public Sitemap nested() {
        return new Sitemap(host, nesting + 1);
    }
}
