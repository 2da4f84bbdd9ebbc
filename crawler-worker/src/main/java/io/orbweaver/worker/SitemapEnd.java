package io.orbweaver.worker;

import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.Map;

/**
 * What was read from the answer to a request for a sitemap.
 *
 * @param index whether what it names are sitemaps
 * @param lastModified when pages changed last, as far as it says
 * @param detail what was found, or why nothing was, for the crawl log
 */
public record SitemapEnd(boolean index, Map<Url, Instant> lastModified, String detail) {}
