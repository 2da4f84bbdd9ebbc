package io.orbweaver.testweb;

import java.nio.charset.StandardCharsets;

/**
 * Writes sitemaps that list all pages of a host. A host with more pages than one file may list has an index, and files
 * numbered from 1. Immutable.
 */
final class Sitemaps {
    private static final int MOST_PER_FILE = 50_000;
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    private final Layout layout;

    Sitemaps(Layout layout) {
        this.layout = layout;
    }

    /** Returns how many files there are besides {@code /sitemap.xml}. */
    static int files(TestWebOptions options) {
        int pages = options.pagesPerHost();
        return pages <= MOST_PER_FILE ? 0 : (pages + MOST_PER_FILE - 1) / MOST_PER_FILE;
    }

    byte[] write(Place sitemap) {
        int files = files(layout.options());
        StringBuilder xml = new StringBuilder(DECLARATION);
        if (sitemap.page() == 0 && files > 0) {
            xml.append("<sitemapindex").append(NAMESPACE);
            for (int file = 1; file <= files; file++) {
                location(xml, "sitemap", new Place(sitemap.kind(), sitemap.host(), file));
            }
            xml.append("</sitemapindex>\n");
        } else {
            int first = Math.max(0, sitemap.page() - 1) * MOST_PER_FILE;
            int end = Math.min(first + MOST_PER_FILE, layout.options().pagesPerHost());
            xml.append("<urlset").append(NAMESPACE);
            for (int page = first; page < end; page++) {
                location(xml, "url", Place.page(sitemap.host(), page));
            }
            xml.append("</urlset>\n");
        }
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void location(StringBuilder xml, String element, Place place) {
        String url = layout.url(place).replace("&", "&amp;");
        xml.append("<").append(element).append("><loc>").append(url).append("</loc></");
        xml.append(element).append(">\n");
    }
}
