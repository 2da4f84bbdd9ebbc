package io.orbweaver.sitemap;

import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap names. Immutable.
 *
 * @param index whether the URLs are those of sitemaps
 * @param urls each once, in the order of the file
 * @param lastModified when pages changed last, for those URLs of which the file says it in a form that can be read
 * @param invalid entries that are no http or https URL
 * @param problem why the file was not read to its end, in words; null where it was
 */
public record SitemapContent(
        boolean index,
        List<Url> urls,
        Map<Url, Instant> lastModified,
        int invalid,
        @Nullable String problem) {}
