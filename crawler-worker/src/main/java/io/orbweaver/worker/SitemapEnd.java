package io.orbweaver.worker;

/**
 * What was read from the answer to a request for a sitemap.
 *
 * @param index whether what it names are sitemaps
 * @param detail what was found, or why nothing was, for the crawl log
 */
public record SitemapEnd(boolean index, String detail) {}
