package io.orbweaver.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {
    private static final String ATOM = "xmlns='http://www.w3.org/2005/Atom'";
    private static final String RDF =
            "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'";

    @Test
    void rss2_linksAndPermanentLinks() {
        String feed = """
                <?xml version="1.0"?>
                <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://m.test/"><channel>
                <title>T</title><link>http://site.test/</link>
                <atom:link href="/feed" rel="self"/><atom:link href="/feed?page=2" rel="next"/>
                <image><url>/i.png</url><link>/image</link></image>
                <textInput><link>/search</link></textInput>
                <item><link> /a?x=1&amp;y=2 </link><guid>http://site.test/a-permanent</guid>
                  <enclosure url="/a.mp3" type="audio/mpeg"/><media:link>/media</media:link>
                  <description>&lt;a href="/in-text"&gt;</description></item>
                <item><link><![CDATA[/b]]></link><guid isPermaLink="false">http://site.test/no</guid></item>
                <item><guid>12345</guid><link/></item>
                <item><source url="/source">S</source><comments>/comments</comments><link>/c</link></item>
                </channel></rss>""";
        assertThat(links(feed)).containsExactly("/", "/feed?page=2", "/a?x=1&y=2", "/a-permanent", "/b", "/c");
    }

    @Test
    void rss1_linksOfItems() {
        String feed = "<rdf:RDF " + RDF + "><channel rdf:about='/about'><link>/site</link></channel>"
                + "<image><link>/image</link></image><item rdf:about='/x'><link>/a</link></item>"
                + "<textinput><link>/search</link></textinput></rdf:RDF>";
        assertThat(links(feed, "application/rdf+xml")).containsExactly("/site", "/a");
    }

    @Test
    void rss090_linksOfItems() {
        assertThat(
                        links(
                                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                                        + " xmlns:r='http://my.netscape.com/rdf/simple/0.9/'><r:item><r:link>/a</r:link></r:item></rdf:RDF>"))
                .containsExactly("/a");
    }

    @Test
    void atom_alternatesAndPages_rfc4287Section4_2_7AndRfc5005() {
        String feed = "<feed " + ATOM + "><link href='/site'/><link rel='self' href='/feed'/>"
                + "<link rel='next' href='/feed?2'/><link rel='prev-archive' href='/old'/><link rel='hub' href='/hub'/>"
                + "<entry><link rel='alternate' href='/a'/><link rel='enclosure' href='/a.mp3'/>"
                + "<link rel='related' href='/r'/><link rel='edit' href='/edit'/>"
                + "<source><link href='/source'/></source><content type='xhtml'>"
                + "<div xmlns='http://www.w3.org/1999/xhtml'><a href='/quoted'/><link href='/html'/></div></content></entry>"
                + "<entry><link href=\"/b\" /></entry></feed>";
        assertThat(links(feed, "application/atom+xml")).containsExactly("/site", "/feed?2", "/old", "/a", "/b");
    }

    @Test
    void atom_withAPrefix() {
        assertThat(
                        links(
                                "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:link href='/a'/></a:entry></a:feed>"))
                .containsExactly("/a");
    }

    @Test
    void base_isThatOfTheElementAround_xmlBaseSection3() {
        String feed = "<feed " + ATOM + " xml:base='/one/'><link href='a'/><entry xml:base='two/'>"
                + "<link xml:base='three/' href='b'/><link href='c'/></entry><entry><link href='d'/></entry></feed>";
        assertThat(links(feed)).containsExactly("/one/a", "/one/two/three/b", "/one/two/c", "/one/d");
        assertThat(
                        links(
                                "<rss xml:base='http://site.test/r/'><channel><item xml:base='i/'><link>a</link></item></channel></rss>"))
                .containsExactly("/r/i/a");
    }

    @ParameterizedTest
    @CsvSource({
        "application/rss+xml, true",
        "application/atom+xml;charset=utf-8, true",
        "application/rdf+xml, true",
        "application/xml, true",
        "text/xml, true",
        "TEXT/XML, true",
        "application/json, false",
        "text/plain, false",
    })
    void mediaType_decides_rfc7303(String type, boolean read) {
        assertThat(links(rss("/a"), type).isEmpty()).isNotEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><link>/x</link></url></urlset>",
                "<html xmlns='http://www.w3.org/1999/xhtml'><a href='/x'/></html>",
                "<feed><entry><link href='/x'/></entry></feed>",
                "<svg xmlns='http://www.w3.org/2000/svg'><item><link>/x</link></item></svg>",
                "<x><rss><channel><item><link>/x</link></item></channel></rss></x>",
                "",
                "  ",
                "no XML",
            })
    void otherRoots_areNotRead(String document) {
        assertThat(read(document.getBytes(UTF_8), "text/xml", 7)).isSameAs(ParsedPage.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rss><channel><item><title>A & B &nbsp; < C</title><link>/a</link></item></channel></rss>",
                "<rss><channel><item><u:x/><link>/a</link></item></channel></rss>",
                "<rss><channel><item><description><br><p>x</description><link>/a</link></item>",
                "<rss><channel><item></b></nothing><link>/a</item></channel></rss>",
                "<rss><channel><item x=1 y='<' z><link>/a</link>",
                "<rss><channel><item><link>/a</link><link>/b",
                "<!-- <rss> --><?x <y> ?><rss><channel><item><link>/a</link></item></channel></rss>",
                "<rss><channel><item><title\u000b/><link>/a</link></item></channel></rss>",
            })
    void notWellFormed_isReadAsFarAsItCan(String feed) {
        assertThat(links(feed)).contains("/a");
    }

    @Test
    void entities_areNeverExpanded() {
        String feed = "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x' [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>"
                + "<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>"
                + "<rss><channel><item><link>/&b;&amp;&#x41;&#65;&#0;</link></item></channel></rss>";
        assertThat(links(feed)).containsExactly("/&b;&AA%EF%BF%BD");
    }

    @ParameterizedTest
    @CsvSource({
        "<?xml version='1.0' encoding='ISO-8859-1'?>, , windows-1252",
        "<?xml version='1.0' encoding='UTF-8'?>, iso-8859-1, windows-1252",
    })
    void encoding_isDeclaredByFieldElseByTheDocument_rfc7303Section3(String declaration, String label, String name) {
        byte[] feed = (declaration + rss("/\u00e4")).getBytes(ISO_8859_1);
        ParsedPage page = read(feed, "text/xml" + (label == null ? "" : ";charset=" + label), 5);
        assertThat(page.charset()).isEqualTo(name);
        assertThat(paths(page)).containsExactly("/%C3%A4");
    }

    @Test
    void byteOrderMark_isBelievedBeforeAll_rfc7303Section3() {
        ParsedPage page = read(rss("/\u00e4").getBytes(UTF_16), "text/xml;charset=utf-8", 3);
        assertThat(page.charset()).isEqualTo("UTF-16BE");
        assertThat(paths(page)).containsExactly("/%C3%A4");
    }

    @Test
    void longFeed_isReadInPieces() {
        StringBuilder feed = new StringBuilder("<rss><channel>");
        for (int i = 0; i < 3_000; i++) {
            feed.append("<item><title>\u00fcber</title><link>/").append(i).append("</link></item>");
        }
        for (int size : new int[] {1, 1_000, 4_096, 1_000_000}) {
            assertThat(paths(read(feed.toString().getBytes(UTF_8), "text/xml", size)))
                    .hasSize(3_000)
                    .contains("/2999");
        }
    }

    @Test
    void everythingKept_isBounded() {
        String item = "<item><link>/";
        StringBuilder many = new StringBuilder("<rss><channel>");
        for (int i = 0; i < PageFacts.MAX_LINKS + 5; i++) {
            many.append(item).append(i).append("</link></item>");
        }
        assertThat(links(many.toString())).hasSize(PageFacts.MAX_LINKS);
        String huge = "x".repeat(3_000_000);
        assertThat(links("<rss " + huge + "><channel a='" + huge + "'>" + item + huge + "</link></item>" + item
                        + "<![CDATA[" + huge + "]]></link></item><!--" + huge + "-->" + item + "a</link></item>"))
                .containsExactly("/a");
        assertThat(links("<rss><channel>" + item + "a</link></item>" + "<a>".repeat(1_000_000) + item + "b</link>"))
                .containsExactly("/a");
        StringBuilder prefixes = new StringBuilder("<rss>");
        for (int depth = 0; depth < 255; depth++) {
            prefixes.append("<a");
            for (int i = 0; i < 1_000; i++) {
                prefixes.append(" xmlns:p").append(depth).append('-').append(i).append("=''");
            }
            prefixes.append('>');
        }
        assertThat(links(prefixes.toString())).isEmpty();
    }

    /** A library for XML that keeps names in a table took two minutes for a megabyte of them. */
    @Test
    void distinctNames_costNoMoreThanTheirLength() {
        StringBuilder feed = new StringBuilder("<rss><channel>");
        for (int i = 0; feed.length() < 8_000_000; i++) {
            feed.append("<n").append(i).append("/>");
        }
        long start = System.nanoTime();
        assertThat(links(feed + "<item><link>/a</link></item>")).containsExactly("/a");
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(20_000);
    }

    @Test
    void anyBytes_giveAPage() {
        long seed = Long.getLong("feed.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] feed = ("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><rss xmlns:a='http://www.w3.org/2005/Atom'>"
                        + "<channel><!-- c --><item><link>/a&amp;&#65;</link><![CDATA[x]]><a:link href='/b'/></item>")
                .getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] mutant = feed.clone();
            for (int change = random.nextInt(5); change >= 0; change--) {
                mutant[random.nextInt(mutant.length)] =
                        random.nextBoolean() ? (byte) random.nextInt(256) : feed[random.nextInt(feed.length)];
            }
            assertThat(read(mutant, "text/xml", 1 + random.nextInt(40)))
                    .as("-Dfeed.seed=" + seed)
                    .isNotNull();
        }
    }

    private static String rss(String link) {
        return "<rss><channel><item><link>" + link + "</link></item></channel></rss>";
    }

    private static List<String> links(String feed) {
        return links(feed, "application/rss+xml");
    }

    private static List<String> links(String feed, String type) {
        return paths(read(feed.getBytes(UTF_8), type, 8_192));
    }

    private static List<String> paths(ParsedPage page) {
        return page.links().stream().map(link -> link.target().pathAndQuery()).toList();
    }

    private static ParsedPage read(byte[] body, String type, int piece) {
        HeaderFields headers = new HeaderFields(List.of(new HeaderFields.Field("Content-Type", type)));
        PageParser parser =
                PageParsers.open(Objects.requireNonNull(Url.parse("http://site.test/dir/feed")), headers, "FooBot");
        for (int at = 0; at < body.length; at += piece) {
            parser.feed(body, at, Math.min(piece, body.length - at));
        }
        return parser.end();
    }
}
