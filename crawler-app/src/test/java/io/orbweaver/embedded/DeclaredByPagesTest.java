package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages and their headers say about themselves and their links is obeyed and recorded: whole crawls over sockets. */
class DeclaredByPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "www.site.test";

    private static String links(String... paths) {
        StringBuilder html = new StringBuilder();
        for (String path : paths) {
            html.append("<a href=").append(path).append(">x</a>");
        }
        return html.toString();
    }

    @TempDir
    Path directory;

    private final Map<String, JsonNode> records = new HashMap<>();
    private JsonNode counts = JSON.nullNode();

    /** As search engines document {@code X-Robots-Tag}: what is for all and for us adds up, and the stricter holds. */
    @Test
    void robotsDirectives_ofFieldsAndMetas() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.1")) {
            site.page(HOST, "/", links("/all", "/ours", "/meta", "/theirs", "/none", "/file"));
            site.page(
                    HOST,
                    "/all",
                    "<meta name=robots content=follow>" + links("/no1"),
                    "X-Robots-Tag: noindex, nofollow");
            site.page(
                    HOST,
                    "/ours",
                    links("/no2"),
                    "X-Robots-Tag: unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT",
                    "X-Robots-Tag: max-snippet: 10",
                    "X-Robots-Tag: orbweaver: nofollow");
            site.page(
                    HOST, "/meta", "<meta name=orbweaver content=nofollow>" + links("/no3"), "X-Robots-Tag: noarchive");
            site.page(HOST, "/theirs", links("/yes"), "X-Robots-Tag: otherbot: nofollow", "X-Robots-Tag: noindex");
            site.page(HOST, "/none", links("/no4"), "X-Robots-Tag: NONE", "Link: </no5>; rel=next");
            site.answer(HOST, "/file", 200, "text", "Content-Type: text/plain", "X-Robots-Tag: noindex");
            crawl(site, "/");

            assertThat(robots("/all")).containsExactly("noindex", "nofollow", "follow");
            assertThat(robots("/ours"))
                    .containsExactly("unavailable_after: wed, 03 dec 2025 13:09:53 gmt", "max-snippet: 10", "nofollow");
            assertThat(robots("/meta")).containsExactly("noarchive", "nofollow");
            assertThat(robots("/theirs")).containsExactly("noindex");
            assertThat(robots("/file")).containsExactly("noindex");
            assertThat(site.requests())
                    .contains(HOST + "/yes")
                    .noneMatch(request -> request.startsWith(HOST + "/no") && !request.endsWith("/none"));
            assertThat(counts.at("/excludedBy/nofollow").asInt()).isEqualTo(5);
        }
    }

    /** HTML Standard, link type "nofollow"; one link without it is enough. */
    @Test
    void nofollowLinks_areCountedAndNotFollowed() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.2")) {
            site.page(
                    HOST,
                    "/",
                    "<a rel='noopener nofollow' href=/no>x</a><a rel=ugc href=/ugc>x</a><a rel=sponsored href=/ad>x</a>"
                            + "<a rel=nofollow href=/both>x</a><a href=/both>x</a>");
            crawl(site, "/");

            assertThat(site.requests())
                    .containsExactlyInAnyOrder(HOST + "/", HOST + "/ugc", HOST + "/ad", HOST + "/both");
            assertThat(counts.at("/excludedBy/nofollow").asInt()).isEqualTo(1);
            assertThat(records.get("/").get("links").asInt()).isEqualTo(4);
        }
    }

    /** RFC 6596, and RFC 8288 section 3.2 for what starts elsewhere. */
    @Test
    void canonicalUrls_areRecordedAndFetched() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.3")) {
            site.page(HOST, "/", links("/element", "/field", "/both", "/anchored", "/self"));
            site.page(HOST, "/element", "<link rel=canonical href=/c1>");
            site.answer(HOST, "/field", 200, "text", "Content-Type: text/plain", "Link: </c2>; rel=\"canonical\"");
            site.page(HOST, "/both", "<link rel=canonical href=/c3>", "Link: </no>; rel=\"canonical\"");
            site.page(HOST, "/anchored", "x", "Link: </no>; rel=\"canonical\"; anchor=\"http://other.test/\"");
            site.page(HOST, "/self", "y", "Link: </self>; rel=\"canonical\"");
            crawl(site, "/");

            assertThat(text("/element", "canonical")).isEqualTo(site.url(HOST, "/c1"));
            assertThat(text("/field", "canonical")).isEqualTo(site.url(HOST, "/c2"));
            assertThat(text("/both", "canonical")).isEqualTo(site.url(HOST, "/c3"));
            assertThat(records.get("/anchored").get("canonical").isNull()).isTrue();
            assertThat(text("/self", "canonical")).isEqualTo(site.url(HOST, "/self"));
            assertThat(site.requests())
                    .contains(HOST + "/c1", HOST + "/c2", HOST + "/c3")
                    .doesNotContain(HOST + "/no");
            assertThat(Collections.frequency(site.requests(), HOST + "/self")).isEqualTo(1);
        }
    }

    /** RFC 8288 section 3: the header of any answer may hold links, several to a field and several fields. */
    @Test
    void linkFields_areLinksOfThePage() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.4")) {
            site.answer(
                    HOST,
                    "/",
                    200,
                    "text",
                    "Content-Type: text/plain",
                    "Link: </next>; rel=\"next\"; title=\"a, b; <c>\", </prev>; rel=prev",
                    "Link: </de>; rel=\"alternate\"; hreflang=\"de\", </feed>; rel=alternate; type=\"application/rss+xml\"",
                    "Link: </style.css>; rel=preload; as=style, </print>; rel=alternate; media=print",
                    "Link: </else>; rel=next; anchor=\"/elsewhere\", <broken");
            crawl(site, "/");

            assertThat(site.requests())
                    .containsExactlyInAnyOrder(
                            HOST + "/", HOST + "/next", HOST + "/prev", HOST + "/de", HOST + "/feed");
            assertThat(records.get("/").get("links").asInt()).isEqualTo(4);
            assertThat(records.get("/next").get("depth").asInt()).isEqualTo(1);
        }
    }

    /** HTML Standard, shared declarative refresh steps: a page that goes on by itself soon is a page and a redirect. */
    @Test
    void refresh_isFollowedAsARedirect() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.5")) {
            site.page(HOST, "/", "<meta http-equiv=refresh content='0; url=/home'>" + links("/home"));
            site.page(HOST, "/home", links("/field", "/late", "/loop1", "/out", "/closed"));
            site.page(HOST, "/field", "<p>wait", "Refresh: 5; url=/there");
            site.page(HOST, "/late", "<meta http-equiv=refresh content='30; url=/slide'>");
            site.page(HOST, "/loop1", "1", "Refresh: 0; url=/loop2");
            site.page(HOST, "/loop2", "2", "Refresh: 0; url=/loop1");
            site.page(HOST, "/out", "3", "Refresh: 0; url=http://elsewhere.test/");
            site.page(HOST, "/closed", "4", "Refresh: 0; url=/no", "X-Robots-Tag: nofollow");
            crawl(site, "/");

            assertThat(records.get("/").get("status").asInt()).isEqualTo(200);
            assertThat(records.get("/").get("finalUrl").isNull()).isTrue();
            assertRefreshed(site, "/home", 0, "/");
            assertRefreshed(site, "/there", 1, "/field");
            assertRefreshed(site, "/loop2", 1, "/loop1");
            assertThat(records.get("/slide").get("depth").asInt()).isEqualTo(2);
            assertThat(records.get("/slide").get("redirectedFrom")).isEmpty();
            assertThat(counts.get("fetched").asInt()).isEqualTo(10);
            assertThat(counts.at("/excludedBy/scope").asInt()).isEqualTo(1);
            assertThat(counts.at("/excludedBy/nofollow").asInt()).isEqualTo(1);
            assertThat(site.requests()).hasSize(10);
        }
    }

    @Test
    void refreshesInARow_endAtTheLimitOfRedirects() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.6")) {
            for (int i = 0; i < 20; i++) {
                site.page(HOST, "/" + i, "page " + i, "Refresh: 0; url=/" + (i + 1));
            }
            crawl(site, "/0");

            assertThat(site.requests())
                    .containsExactly(HOST + "/0", HOST + "/1", HOST + "/2", HOST + "/3", HOST + "/4", HOST + "/5");
            assertThat(counts.at("/excludedBy/limit").asInt()).isEqualTo(1);
            assertThat(counts.get("failed").asInt()).isZero();
        }
    }

    /** What a seed redirects to belongs to the crawl, and so does what it refreshes to. */
    @Test
    void refreshOfASeed_widensTheScope() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.7")) {
            site.page("old.test", "/", "moved", "Refresh: 0; url=" + site.url("new.test", "/"));
            site.page("new.test", "/", links("/more"));
            crawl(site, site.url("old.test", "/"));

            assertThat(site.requests()).containsExactly("old.test/", "new.test/", "new.test/more");
        }
    }

    /** RSS 2.0, RSS 1.0 and Atom (RFC 4287), whose links are those of a page. */
    @Test
    void feeds_areRead() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.8")) {
            site.page(
                    HOST,
                    "/",
                    "<link rel=alternate type=application/rss+xml href=/rss>" + links("/atom", "/rdf", "/map.xml"));
            site.answer(
                    HOST,
                    "/rss",
                    200,
                    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item>"
                            + "<title>&x;</title><link>/r1?a=1&amp;b=2</link><guid>" + site.url(HOST, "/r2")
                            + "</guid><enclosure url='/no'/></item></channel></rss>",
                    "Content-Type: application/rss+xml");
            site.answer(
                    HOST,
                    "/atom",
                    200,
                    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/base/'><link rel='next' href='?2'/>"
                            + "<link rel='self' href='/no'/><entry><link href='a1'/></entry></feed>",
                    "Content-Type: application/atom+xml; charset=utf-8");
            site.answer(
                    HOST,
                    "/rdf",
                    200,
                    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
                            + "<item rdf:about='x'><link>/d1</link></item></rdf:RDF>",
                    "Content-Type: text/xml");
            site.answer(
                    HOST, "/map.xml", 200, "<other><item><link>/no</link></item></other>", "Content-Type: text/xml");
            crawl(site, "/");

            assertThat(site.requests())
                    .containsExactlyInAnyOrder(
                            HOST + "/",
                            HOST + "/rss",
                            HOST + "/atom",
                            HOST + "/rdf",
                            HOST + "/map.xml",
                            HOST + "/r1?a=1&b=2",
                            HOST + "/r2",
                            HOST + "/base/?2",
                            HOST + "/base/a1",
                            HOST + "/d1");
            assertThat(text("/rss", "charset")).isEqualTo("UTF-8");
            assertThat(records.get("/rss").get("links").asInt()).isEqualTo(2);
            assertThat(records.get("/map.xml").get("charset").isNull()).isTrue();
        }
    }

    /** HTML Standard, "the lang and xml:lang attributes": the field speaks only where the document does not. */
    @Test
    void language_isThatOfTheDocumentElseOfTheField() throws Exception {
        try (ScriptedSite site = new ScriptedSite("127.77.1.9")) {
            site.page(HOST, "/", "<html lang=de>" + links("/field", "/meta"), "Content-Language: fr");
            site.page(HOST, "/field", "x", "Content-Language: de, en");
            site.page(HOST, "/meta", "<meta http-equiv=content-language content=it>", "Content-Language: fr");
            crawl(site, "/");

            assertThat(text("/", "language")).isEqualTo("de");
            assertThat(text("/field", "language")).isEqualTo("de, en");
            assertThat(text("/meta", "language")).isEqualTo("it");
        }
    }

    private void assertRefreshed(ScriptedSite site, String path, int depth, String from) {
        JsonNode record = records.get(path);
        assertThat(record.get("depth").asInt()).as(path).isEqualTo(depth);
        assertThat(record.get("redirectedFrom")).as(path).hasSize(1);
        assertThat(record.at("/redirectedFrom/0").asText()).as(path).isEqualTo(site.url(HOST, from));
        assertThat(record.get("referrer").asText()).as(path).isEqualTo(site.url(HOST, from));
    }

    private void crawl(ScriptedSite site, String seed) throws Exception {
        Path out = directory.resolve("out.jsonl");
        List<String> arguments = new ArrayList<>(List.of(site.options("0")));
        arguments.add(seed.startsWith("/") ? site.url(HOST, seed) : seed);
        arguments.add("--json");
        arguments.add("-o" + out);
        try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), arguments.toArray(String[]::new))) {
            assertThat(crawl.await(60)).as(crawl.said()).isZero();
            counts = JSON.readTree(crawl.printed()).get("counts");
        }
        read(out);
    }

    private void read(Path out) throws IOException {
        for (String line : Files.readAllLines(out)) {
            JsonNode record = JSON.readTree(line);
            String url = record.get("url").asText();
            records.put(url.substring(url.indexOf('/', "http://".length())), record);
        }
    }

    private List<String> robots(String path) {
        List<String> robots = new ArrayList<>();
        records.get(path).get("robots").forEach(each -> robots.add(each.asText()));
        return robots;
    }

    private String text(String path, String field) {
        return records.get(path).get(field).asText();
    }
}
