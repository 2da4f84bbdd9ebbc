package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9309 on whole files: groups, marks, limits, and what else a file says. */
class RobotsGroupsTest {

    /** Section 2.2.1: rules outside groups are ignored, groups of one robot are one group. */
    @ParameterizedTest
    @CsvSource({
        "FooBot, /x/b, true",
        "FooBot, /z/d, true",
        "FooBot, /y/c, false",
        "BarBot, /y/c, true",
        "BarBot, /w/a, true",
        "BarBot, /z/d, false",
        "BazBot, /z/d, true",
        "FooBot, /foo/bar/, false",
        "BarBot, /foo/bar/, false",
        "BazBot, /foo/bar/, false",
    })
    void groups_areMerged(String robot, String path, boolean allowed) {
        String file = """
                allow: /foo/bar/

                user-agent: FooBot
                disallow: /
                allow: /x/
                user-agent: BarBot
                disallow: /
                allow: /y/


                allow: /w/
                user-agent: BazBot

                user-agent: FooBot
                allow: /z/
                disallow: /
                """;
        assertThat(allows(file, robot, path)).isEqualTo(allowed);
    }

    /** The table of prefixes and wildcards that search engines publish; all of it follows from section 2.2.3. */
    @ParameterizedTest
    @CsvSource({
        "/fish, /fish /fish.html /fish/salmon.html /fishheads /fishheads/yummy.html /fish.html?id=anything,"
                + " /bar /Fish.asp /catfish /?id=fish",
        "/fish*, /fish /fish.html /fish/salmon.html /fishheads /fishheads/yummy.html /fish.html?id=anything,"
                + " /bar /Fish.bar /catfish /?id=fish",
        "/fish/, /fish/ /fish/salmon /fish/?salmon /fish/salmon.html /fish/?id=anything,"
                + " /bar /fish /fish.html /Fish/Salmon.html",
        "/*.php, /filename.php /folder/filename.php /folder/filename.php?parameters //folder/any.php.file.html"
                + " /filename.php/ /index?f=filename.php/, /bar /php/ /index?php /windows.PHP",
        "/*.php$, /filename.php /folder/filename.php, /bar /filename.php?parameters /filename.php/ /filename.php5"
                + " /php/ /filename?php /aaaphpaaa //windows.PHP",
        "/fish*.php, /fish.php /fishheads/catfish.php?parameters, /Fish.PHP",
        "/p, /page, /",
        "/$, /, /page.html",
    })
    void pattern_matches(String pattern, String allowed, String disallowed) {
        String file = "user-agent: FooBot\ndisallow: /\nallow: " + pattern + "\n";
        for (String path : allowed.strip().split(" ")) {
            assertThat(allows(file, "FooBot", path)).as(path).isTrue();
        }
        for (String path : disallowed.strip().split(" ")) {
            assertThat(allows(file, "FooBot", path)).as(path).isFalse();
        }
    }

    /** Whatever character stands in a rule, the same one in a URL matches it, and another one does not. */
    @Test
    void everyCharacter_matchesItself() {
        for (char c = '!'; c <= '~'; c++) {
            if (c != '#' && c != '*' && c != '$') {
                String file = "user-agent: FooBot\ndisallow: /a" + c + "z\n";
                String encoded = "%" + HexFormat.of().toHexDigits((byte) c);
                assertThat(allows(file, "FooBot", "/a" + c + "z")).as("%s", c).isFalse();
                assertThat(allows(file, "FooBot", "/a\u00e9z")).as("%s", c).isTrue();
                assertThat(allows("user-agent: FooBot\ndisallow: /a" + encoded + "z\n", "FooBot", "/a" + encoded + "z"))
                        .as(encoded)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EFBBBF, false", "EFBB, false", "EF, false", "EF11BF, true"})
    void mark_isSkipped(String mark, boolean allowed) {
        byte[] file = bytes(HexFormat.of().parseHex(mark), "user-agent: FooBot\ndisallow: /\n");
        assertThat(RobotsText.parse(file, "FooBot").allows(url("/x"))).isEqualTo(allowed);
    }

    @Test
    void bytesThatAreNoText_spoilOnlyTheirLine() {
        byte[] noise = new byte[2000];
        new Random(1).nextBytes(noise);
        byte[] file = bytes(noise, "\nuser-agent: FooBot\ndisallow: /x\n\0\n");
        RobotsRules rules = RobotsText.parse(file, "FooBot");
        assertThat(rules.allows(url("/x"))).isFalse();
        assertThat(rules.allows(url("/y"))).isTrue();
    }

    @Test
    void limit_endsAtTheLastWholeLine() {
        String head = "user-agent: FooBot\ndisallow: /before\n";
        String filler = "#".repeat(RobotsText.MAX_BYTES - head.length() - "\ndisallow: /".length()) + "\n";
        RobotsRules rules = parse(head + filler + "disallow: /after\n", "FooBot");
        assertThat(rules.allows(url("/before"))).isFalse();
        // Cut at the limit, the line would read "disallow: /".
        assertThat(rules.allows(url("/x"))).isTrue();
    }

    @Test
    void lastLine_countsOnlyInAWholeFile() {
        byte[] file = "user-agent: FooBot\ndisallow: /a\ndisallow: /".getBytes(StandardCharsets.UTF_8);
        assertThat(RobotsText.parse(file, true, "FooBot").allows(url("/x"))).isFalse();
        assertThat(RobotsText.parse(file, false, "FooBot").allows(url("/x"))).isTrue();
        assertThat(RobotsText.parse(file, false, "FooBot").allows(url("/a"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"3, PT3S", "0.5, PT0.5S", "0, PT0S", "-1, -", "soon, -", "'', -", "86400, PT24H"})
    void crawlDelay_isThatOfTheGroup(String written, Duration delay) {
        String file = "user-agent: *\ncrawl-delay: 7\n\nuser-agent: FooBot\nallow: /\ncrawl-delay: " + written + "\n";
        RobotsRules rules = parse(file, "FooBot");
        assertThat(rules.crawlDelay()).isEqualTo(delay);
        assertThat(rules.allows(url("/x"))).isTrue();
        assertThat(parse(file, "BarBot").crawlDelay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void sitemaps_areForEveryone() {
        RobotsRules rules = parse(
                "Sitemap: http://a.test/1.xml\nuser-agent: BarBot\ndisallow: /\nsitemap: https://b.test/2.xml\n"
                        + "sitemap: ftp://c.test/3.xml\nsitemap: /4.xml\nsitemap: http://a.test/1.xml\n",
                "FooBot");
        assertThat(rules.sitemaps()).containsExactly("http://a.test/1.xml", "https://b.test/2.xml");
    }

    @Test
    void sitemaps_areBounded() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < RobotsText.MAX_SITEMAPS + 5; i++) {
            file.append("sitemap: http://a.test/").append(i).append('\n');
        }
        assertThat(parse(file.toString(), "FooBot").sitemaps()).hasSize(RobotsText.MAX_SITEMAPS);
    }

    @Test
    void decidingRule_isNamed() {
        RobotsRules rules = parse("user-agent: *\ndisallow: /a\nallow: /a/*.html$\n", "FooBot");
        assertThat(rules.deciding(url("/a/b.html"))).isEqualTo(new RobotsRules.Rule(true, "/a/*.html$"));
        assertThat(rules.deciding(url("/a/b"))).isEqualTo(new RobotsRules.Rule(false, "/a"));
        assertThat(rules.deciding(url("/b"))).isNull();
        assertThat(new RobotsRules.Rule(true, "/a/").line()).isEqualTo("Allow: /a/");
        assertThat(new RobotsRules.Rule(false, "/private/").line()).isEqualTo("Disallow: /private/");
    }

    /** Nested prefixes: the longest one that fits is found behind longer ones that do not. */
    @Test
    void longestPrefix_isFoundAmongMany() {
        StringBuilder file = new StringBuilder("user-agent: *\n");
        for (int i = 1; i <= 300; i++) {
            file.append(i % 2 == 0 ? "allow: /" : "disallow: /")
                    .append("a".repeat(i))
                    .append('\n');
            file.append("disallow: /").append("a".repeat(i)).append("-b\n");
        }
        RobotsRules rules = parse(file.toString(), "FooBot");
        for (int i = 1; i <= 300; i++) {
            assertThat(rules.allows(url("/" + "a".repeat(i) + "/x"))).isEqualTo(i % 2 == 0);
            assertThat(rules.allows(url("/" + "a".repeat(i) + "-c"))).isEqualTo(i % 2 == 0);
            assertThat(rules.allows(url("/" + "a".repeat(i) + "-bc"))).isFalse();
        }
    }

    /** A hostile file costs a bounded effort, and loses. */
    @Test
    void costlyRules_disallow() {
        StringBuilder file = new StringBuilder("user-agent: *\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("allow: /*a*a*a*b").append(i).append("$\n");
        }
        RobotsRules rules = parse(file.toString(), "FooBot");
        assertThat(rules.allows(url("/" + "a".repeat(2000)))).isFalse();
        assertThat(rules.allows(url("/x"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FooBot/2.1 (+https://foo.test), FooBot",
        "FooBot, FooBot",
        "' FooBot BarBot/1', FooBot",
        "FooBot(x), FooBot",
        "Foo_Bot-News/1, Foo_Bot-News",
        "'', ''",
    })
    void token_isTheFirstProduct(String userAgent, String token) {
        assertThat(RobotsAgent.token(userAgent)).isEqualTo(token);
    }

    private static boolean allows(String file, String robot, String path) {
        return parse(file, robot).allows(url(path));
    }

    private static RobotsRules parse(String file, String robot) {
        return RobotsText.parse(file.getBytes(StandardCharsets.UTF_8), robot);
    }

    private static byte[] bytes(byte[] head, String text) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(head);
        joined.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return joined.toByteArray();
    }

    private static Url url(String path) {
        return Url.of(false, "foo.bar", 80, path);
    }
}
