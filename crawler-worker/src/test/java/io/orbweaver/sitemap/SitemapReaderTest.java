package io.orbweaver.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Every form of sitemap is read, whatever it claims to be (https://www.sitemaps.org/protocol.html). */
class SitemapReaderTest {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String URLSET = XML + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    @Test
    void xmlWithAllItsTags() {
        SitemapContent content = read(URLSET + "<url><loc> http://a.test/one?x=1&amp;y=2\n</loc>"
                + "<lastmod>2005-01-01</lastmod><changefreq>monthly</changefreq><priority>0.8</priority></url>"
                + "<url><loc><![CDATA[http://a.test/two]]></loc></url></urlset>");
        assertUrls(content, "http://a.test/one?x=1&y=2", "http://a.test/two");
        assertThat(content.index()).isFalse();
        assertThat(content.invalid()).isZero();
        assertThat(content.problem()).isNull();
    }

    @Test
    void anIndexNamesSitemaps() {
        SitemapContent content = read(XML + "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                + "<sitemap><loc>http://a.test/s1.xml.gz</loc><lastmod>2004-10-01T18:23:17+00:00</lastmod></sitemap>"
                + "<sitemap><loc>http://a.test/s2.xml</loc></sitemap></sitemapindex>");
        assertThat(content.index()).isTrue();
        assertUrls(content, "http://a.test/s1.xml.gz", "http://a.test/s2.xml");
    }

    @Test
    void noNamespaceAndAnotherOneWillDo() {
        assertUrls(read("<urlset><url><loc>http://a.test/</loc></url></urlset>"), "http://a.test/");
        assertUrls(
                read("<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>http://a.test/</loc></url>"
                        + "</urlset>"),
                "http://a.test/");
    }

    @Test
    void picturesAndTranslationsAreNoPages() {
        SitemapContent content = read(XML + "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
                + " xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
                + " xmlns:xhtml='http://www.w3.org/1999/xhtml'><url><loc>http://a.test/page</loc>"
                + "<image:image><image:loc>http://a.test/picture.png</image:loc></image:image>"
                + "<xhtml:link rel='alternate' hreflang='de' href='http://a.test/de'/></url>"
                + "<url><loc>http://a.test/next</loc></url></urlset>");
        assertUrls(content, "http://a.test/page", "http://a.test/next");
    }

    @Test
    void feedsAreSitemapsToo() {
        assertUrls(
                read("<rss version='2.0'><channel><title>News</title><link>http://a.test/</link>"
                        + "<item><title>One</title><link>http://a.test/one</link><pubDate>x</pubDate></item>"
                        + "<item><link>http://a.test/two</link></item></channel></rss>"),
                "http://a.test/",
                "http://a.test/one",
                "http://a.test/two");
        assertUrls(
                read("<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>"
                        + "<entry><link href='http://a.test/one'/><updated>2005-01-01</updated></entry></feed>"),
                "http://a.test/one");
    }

    /** The forms that the protocol (W3C Datetime), RSS 2.0 (RFC 822) and Atom (RFC 3339) have for a date. */
    @Test
    void datesOfChangeBelongToTheUrlOfTheirEntry() {
        SitemapContent sitemap = read(URLSET
                + "<url><lastmod>2005-01-01</lastmod><loc>http://a.test/day</loc></url>"
                + "<url><loc>http://a.test/none</loc></url>"
                + "<url><loc>http://a.test/zone</loc><lastmod> 2004-12-23T18:00:15+02:00 </lastmod></url>"
                + "<url><loc>http://a.test/bad</loc><lastmod>yesterday</lastmod></url>"
                + "<url><loc>http://a.test/long</loc><lastmod>" + "2".repeat(100_000) + "</lastmod></url></urlset>");
        assertThat(sitemap.lastModified())
                .isEqualTo(Map.of(
                        url("http://a.test/day"), Instant.parse("2005-01-01T00:00:00Z"),
                        url("http://a.test/zone"), Instant.parse("2004-12-23T16:00:15Z")));
        SitemapContent rss = read("<rss version='2.0'><channel><link>http://a.test/</link>"
                + "<item><link>http://a.test/one</link><pubDate>Sat, 07 Sep 2002 10:00:01 GMT</pubDate></item>"
                + "<item><link>http://a.test/two</link></item></channel></rss>");
        assertThat(rss.lastModified())
                .containsEntry(url("http://a.test/one"), Instant.parse("2002-09-07T10:00:01Z"))
                .doesNotContainKey(url("http://a.test/two"));
        SitemapContent atom = read(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='http://a.test/one'/>"
                        + "<updated>2005-07-31T12:29:29Z</updated><published>2003-12-13T08:29:29-04:00</published></entry></feed>");
        assertThat(atom.lastModified())
                .isEqualTo(Map.of(url("http://a.test/one"), Instant.parse("2005-07-31T12:29:29Z")));
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text));
    }

    @Test
    void textHasOneUrlInEachLine() {
        SitemapContent content =
                read("\ufeffhttp://a.test/one\r\n\r\n  http://a.test/two \nnonsense\nhttp://a.test/one");
        assertUrls(content, "http://a.test/one", "http://a.test/two");
        assertThat(content.invalid()).isEqualTo(1);
    }

    @Test
    void gzipIsKnownByItsFirstBytes() {
        assertUrls(
                SitemapReader.read(gzip(URLSET + "<url><loc>http://a.test/</loc></url></urlset>")), "http://a.test/");
        assertUrls(SitemapReader.read(gzip("http://a.test/text\n")), "http://a.test/text");
    }

    @Test
    void whatComesBeforeTheFirstErrorCounts() {
        SitemapContent content =
                read(URLSET + "<url><loc>http://a.test/whole</loc></url><url><loc>http://a.test/cut-o");
        assertUrls(content, "http://a.test/whole");
        assertThat(content.problem()).isNotNull();
        content = read(" \n" + URLSET + "<url><loc>http://a.test/whole</loc></url><url></loc>");
        assertUrls(content, "http://a.test/whole");
        byte[] whole = gzip(URLSET + "<url><loc>http://a.test/whole</loc></url>" + " ".repeat(30_000) + "</urlset>");
        content = SitemapReader.read(Arrays.copyOf(whole, whole.length - 10));
        assertUrls(content, "http://a.test/whole");
        assertThat(content.problem()).isNotNull();
    }

    /** The JDK allows 100,000 references in one file, from 24 on. */
    @Test
    void largeFilesHaveManyReferences() {
        StringBuilder file = new StringBuilder(URLSET);
        for (int i = 0; i < 50_000; i++) {
            file.append("<url><loc>http://a.test/?a=1&amp;b=2&amp;c=3&amp;d=")
                    .append(i)
                    .append("</loc></url>");
        }
        SitemapContent content = read(file.append("</urlset>").toString());
        assertThat(content.urls()).hasSize(50_000);
        assertThat(content.problem()).isNull();
    }

    @Test
    void invalidUrlsAreCounted() {
        SitemapContent content = read(URLSET + "<url><loc>/relative</loc></url><url><loc>ftp://a.test/</loc></url>"
                + "<url><loc>http://a.test/a|b[c]</loc></url></urlset>");
        assertUrls(content, "http://a.test/a|b[c]");
        assertThat(content.invalid()).isEqualTo(2);
    }

    @Test
    void aPageThatSaysNothingIsFoundIsNoSitemap() {
        SitemapContent content = read("<!DOCTYPE html><html><body><a href='http://a.test/'>home</a></body></html>");
        assertThat(content.urls()).isEmpty();
        assertThat(read("<html><url><loc>http://a.test/</loc></url></html>").urls())
                .isEmpty();
        assertThat(read("").urls()).isEmpty();
        assertThat(SitemapReader.read(new byte[] {0x1f, (byte) 0x8b, 8, 0}).problem())
                .isNotNull();
    }

    private static void assertUrls(SitemapContent content, String... urls) {
        assertThat(content.urls()).extracting(Url::toString).containsExactly(urls);
    }

    static SitemapContent read(String file) {
        return SitemapReader.read(file.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(file.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
