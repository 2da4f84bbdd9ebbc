package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orbweaver.testweb.dns.NameRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of every URL of a finished crawl, fetched or not, {@code explain} says what became of it and which rule decided. */
class ExplainTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HOSTS =
            List.of("site.test", "many.test", "slow.test", "unsure.test", "blocked.test");

    @TempDir
    static Path directory;

    private static HandmadeSite site;

    @BeforeAll
    static void crawlOnce() throws Exception {
        site = new HandmadeSite(
                "127.64.7.1",
                HOSTS,
                Map.of("gone.test", NameRule.unknownName(), "dead.test", NameRule.addresses("127.64.7.2")));
        write(site);
        Path config = Files.writeString(directory.resolve("config.yaml"), """
                fetch: {idle-timeout: 500ms, retries: 1}
                politeness:
                  domains:
                    blocked.test: {blocked: true}
                    "*.shop.test": {delay: 5s}
                """);
        RealCommands commands = new RealCommands();
        int code = commands.run(
                "crawl",
                site.url("site.test/"),
                site.url("many.test/"),
                site.url("slow.test/"),
                site.url("unsure.test/"),
                site.url("blocked.test/"),
                site.url("gone.test/"),
                site.url("dead.test/"),
                "--scope=host",
                "--exclude=/print/",
                "--exclude=[?]sort=",
                "--max-depth=2",
                "--max-pages-per-host=12",
                "--max-wait=3s",
                "--delay=0",
                "--config=" + config,
                "--allow-private-addresses",
                "--resolve-with=" + site.dnsAddress(),
                "--data=" + data());
        assertThat(code).as(commands.err()).isZero();
    }

    private static void write(HandmadeSite site) {
        site.put("site.test/robots.txt", 200, Map.of(), "User-agent: *\nDisallow: /private/\nAllow: /private/open");
        site.put(
                "site.test/sitemap.xml",
                200,
                Map.of(),
                "<urlset><url><loc>" + site.url("site.test/page") + "</loc><lastmod>2005-01-01</lastmod></url>"
                        + "<url><loc>" + site.url("site.test/copy") + "</loc></url></urlset>");
        site.links(
                "site.test/",
                "/page",
                "/copy",
                "/moved",
                "/away",
                "/loop",
                "/broken",
                "/private/secret",
                "/print/page",
                "/one",
                "/a/b/a/b/a/b/a/b",
                "elsewhere.test/",
                "<a rel=nofollow href=/unfollowed>x</a>");
        site.page("site.test/page", "<title>A \u001b[31mpage</title>");
        site.page("site.test/copy", "<title>A \u001b[31mpage</title>");
        site.put("site.test/moved", 301, Map.of("Location", "/arrived"), "");
        site.page("site.test/arrived", "arrived");
        site.put("site.test/away", 302, Map.of("Location", "http://elsewhere.test/there"), "");
        site.put("site.test/loop", 302, Map.of("Location", "/loop"), "");
        site.put("site.test/broken", 500, Map.of(), "broken");
        site.links("site.test/one", "/two");
        site.links("site.test/two", "/three");
        site.links(
                "many.test/",
                IntStream.range(0, 15).mapToObj(page -> "/" + page).toArray(String[]::new));
        IntStream.range(0, 15).forEach(page -> site.page("many.test/" + page, "page " + page));
        site.silence("slow.test/");
        site.put("unsure.test/robots.txt", 503, Map.of(), "");
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
    }

    @Test
    void theDateOfASitemapIsKept() throws IOException {
        assertThat(json("site.test/page").get("sitemapLastModified").asText()).isEqualTo("2005-01-01T00:00:00Z");
        assertThat(json("site.test/copy").get("sitemapLastModified").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "site.test/, fetched, '', ''",
        "site.test/page, fetched, '', ''",
        "site.test/broken, fetched, '', ''",
        "site.test/moved, redirected, '', ''",
        "site.test/away, redirected, '', ''",
        "site.test/private/secret, excluded, robots, 'Disallow: /private/'",
        "many.test/14, excluded, limit, maxPagesPerHost 12",
        "blocked.test/, excluded, blocked, politeness domain blocked.test",
        "gone.test/, failed, dns, ''",
        "dead.test/, failed, connect, ''",
        "slow.test/, failed, timeout, ''",
        "unsure.test/, failed, robots, ''",
        "site.test/loop, failed, tooManyRedirects, ''",
        "site.test/print/page, unknown, scope, exclude /print/",
        "site.test/page?sort=up, unknown, scope, 'exclude [?]sort='",
        "elsewhere.test/, unknown, scope, 'scope host: no seed is on elsewhere.test'",
        "site.test/a/b/a/b/a/b/a/b, unknown, trap, repeated-sequence",
        "site.test/three, unknown, '', ''",
        "site.test/unfollowed, unknown, '', ''",
    })
    void stateReasonAndRule(String place, String state, String reason, String rule) throws IOException {
        JsonNode said = json(place);

        assertThat(said.get("url").asText()).isEqualTo(site.url(place));
        assertThat(said.get("state").asText()).isEqualTo(state);
        assertThat(said.get("reason").asText("")).isEqualTo(reason);
        assertThat(said.get("rule").asText("")).isEqualTo(rule);
        String shown = state.equals("unknown") && !reason.isEmpty() ? "unknown; would be excluded" : state;
        assertThat(text(place))
                .contains(site.url(place), "state      " + shown + (reason.isEmpty() ? "" : ": " + reason));
        assertThat(text(place)).contains(rule.isEmpty() ? "" : "rule       " + rule);
    }

    @Test
    void aFetchedPageComesWithItsRecord() throws IOException {
        JsonNode said = json("site.test/page");

        assertThat(said.get("page").get("status").asInt()).isEqualTo(200);
        assertThat(said.get("depth").asInt()).isEqualTo(1);
        assertThat(said.get("attempts").asInt()).isEqualTo(1);
        assertThat(said.get("referrer").asText()).isEqualTo(site.url("site.test/"));
        assertThat(said.get("host").asText()).isEqualTo("site.test");
        assertThat(said.get("hostQueue").get("queued").asInt()).isZero();
        assertThat(text("site.test/page"))
                .contains(
                        "status     200",
                        "found on   " + site.url("site.test/"),
                        "scope      in: scope host site.test",
                        "politeness delay 0 (crawl), 1 connection (default), robots.txt obeyed (default)");
    }

    @Test
    void whatAPageSaysOfItselfDoesNotSteerTheTerminal() {
        assertThat(text("site.test/page")).contains("title      A ?[31mpage").doesNotContain("\u001b");
    }

    @Test
    void theLaterOfTwoEqualPagesIsTheDuplicate() throws IOException {
        JsonNode one = json("site.test/page");
        JsonNode other = json("site.test/copy");
        JsonNode copy = one.get("reason").isNull() ? other : one;
        JsonNode original = one.get("reason").isNull() ? one : other;

        assertThat(copy.get("reason").asText()).isEqualTo("duplicate");
        assertThat(copy.get("page").get("duplicateOf")).isEqualTo(original.get("url"));
        assertThat(copy.get("detail").asText()).contains(original.get("url").asText());
    }

    @Test
    void redirectsSayWhereTheyLeadAndPagesWhereTheyCameFrom() throws IOException {
        assertThat(text("site.test/moved")).contains("why        leads to " + site.url("site.test/arrived"));
        assertThat(json("site.test/arrived").get("redirectedFrom"))
                .singleElement()
                .satisfies(hop -> assertThat(hop.asText()).isEqualTo(site.url("site.test/moved")));
        assertThat(text("site.test/arrived")).contains("came by    " + site.url("site.test/moved"));
        assertThat(text("site.test/away"))
                .contains("leads to http://elsewhere.test/there, which is not in scope: scope host: no seed is on");
    }

    @Test
    void failuresSayWhatHappenedAndHowOften() throws IOException {
        assertThat(text("gone.test/")).contains("robots.txt could not be fetched");
        assertThat(text("unsure.test/")).contains("the server could not say for too long");
        assertThat(text("site.test/loop")).contains("a redirect loop back to " + site.url("site.test/loop"));
        assertThat(json("site.test/loop").get("referrer").asText()).isEqualTo(site.url("site.test/"));
        assertThat(json("slow.test/").get("attempts").asInt()).isPositive();
        assertThat(json("site.test/broken").get("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void linksThatAreLeftOutForTheirPageAreAtLeastCounted() {
        assertThat(text("site.test/three"))
                .contains(
                        "no page fetched so far has a link to it that was followed", "1 link was too deep (maxDepth 2)")
                .contains("1 link was marked nofollow");
        assertThat(text("site.test/unfollowed")).contains("1 link was marked nofollow");
    }

    @Test
    void whatIsLeftOutForTheUrlIsSaidToBe() {
        assertThat(text("elsewhere.test/"))
                .contains("links to it are left out, which are counted and not stored")
                .contains("scope      out: scope host: no seed is on elsewhere.test");
    }

    @Test
    void politenessNamesTheRuleItComesFrom() throws IOException {
        assertThat(json("a.shop.test/")
                        .get("politeness")
                        .get("sources")
                        .get("delay")
                        .asText())
                .isEqualTo("domain *.shop.test");
        assertThat(text("blocked.test/")).contains("blocked (domain blocked.test)");
    }

    @Test
    void aUrlIsReadAsTheCrawlerReadsIt() throws IOException {
        assertThat(json("site.test/%70age#part").get("url").asText()).isEqualTo(site.url("site.test/page"));
    }

    private static Path data() {
        return directory.resolve("data");
    }

    private static String text(String place) {
        return explain(site.url(place), "--data", data().toString());
    }

    private static JsonNode json(String place) throws IOException {
        return JSON.readTree(explain(site.url(place), "--json", "--data", data().toString()));
    }

    private static String explain(String... arguments) {
        RealCommands commands = new RealCommands();
        String[] all = new String[arguments.length + 1];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(commands.run(all)).as(commands.err()).isZero();
        assertThat(commands.err()).isEmpty();
        return commands.out();
    }
}
