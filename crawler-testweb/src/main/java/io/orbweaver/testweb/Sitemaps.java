package io.orbweaver.testweb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Writes sitemaps that list all pages of a host. A host with more pages than one file may list has an index, and files
 * numbered from 1. Immutable.
 */
final class Sitemaps {
    private static final int MOST_PER_FILE = 50_000;
    private static final int FEW_PER_FILE = 10;
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    private final Layout layout;

    Sitemaps(Layout layout) {
        this.layout = layout;
    }

    /** Returns how many files there are besides {@code /sitemap.xml}. */
    static int files(TestWebOptions options) {
        int pages = options.pagesPerHost();
        return switch (options.sitemapStyle()) {
            case FLAT -> pages <= MOST_PER_FILE ? 0 : (pages + MOST_PER_FILE - 1) / MOST_PER_FILE;
            case INDEX, GZIP -> (pages + FEW_PER_FILE - 1) / FEW_PER_FILE;
            case TEXT -> 0;
        };
    }

    /** Returns the path of a file, 0 for the first one. */
    static String path(TestWebOptions options, int file) {
        String name = file == 0 ? "/sitemap" : "/sitemap-" + file;
        return name
                + switch (options.sitemapStyle()) {
                    case FLAT, INDEX -> ".xml";
                    case GZIP -> ".xml.gz";
                    case TEXT -> ".txt";
                };
    }

    Answer answer(Place sitemap) {
        return switch (layout.options().sitemapStyle()) {
            case FLAT, INDEX -> Answer.ok("application/xml", xml(sitemap));
            case GZIP -> Answer.ok("application/gzip", compressed(xml(sitemap)));
            case TEXT -> Answer.ok("text/plain; charset=utf-8", text(sitemap.host()));
        };
    }

    private byte[] text(int host) {
        StringBuilder text = new StringBuilder();
        for (int page = 0; page < layout.options().pagesPerHost(); page++) {
            text.append(layout.url(Place.page(host, page))).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] xml(Place sitemap) {
        int files = files(layout.options());
        int perFile = layout.options().sitemapStyle() == SitemapStyle.FLAT ? MOST_PER_FILE : FEW_PER_FILE;
        StringBuilder xml = new StringBuilder(DECLARATION);
        if (sitemap.page() == 0 && files > 0) {
            xml.append("<sitemapindex").append(NAMESPACE);
            for (int file = 1; file <= files; file++) {
                location(xml, "sitemap", new Place(sitemap.kind(), sitemap.host(), file));
            }
            xml.append("</sitemapindex>\n");
        } else {
            int first = Math.max(0, sitemap.page() - 1) * perFile;
            int end = Math.min(first + perFile, layout.options().pagesPerHost());
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
        xml.append("<")
                .append(element)
                .append("><loc>")
                .append(url)
                .append("</loc><lastmod>2026-01-31T12:00:00+00:00</lastmod></");
        xml.append(element).append(">\n");
    }
}
