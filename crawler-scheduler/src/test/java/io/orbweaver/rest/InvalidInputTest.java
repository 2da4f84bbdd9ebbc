package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.rest.ApiUnderTest.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be served is refused with a problem (RFC 9457) that says everything that is wrong, and where. */
class InvalidInputTest {
    private static final String CRAWLS = "/api/v1/crawls";

    @TempDir
    static Path directory;

    private static ApiUnderTest api;

    @BeforeAll
    static void open() {
        api = new ApiUnderTest(directory);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void allProblemsComeAtOnceWithTheirPointers() {
        Answer refused = api.post(CRAWLS, """
                {"nmae": "x", "seeds": ["https://ok.test/", "ftp://no.test/", 7],
                 "scope": {"mode": "planet", "include": ["("], "depth": 1},
                 "limits": {"maxPages": -1, "maxDepth": 1.5, "maxBytes": "many", "maxDuration": "1 hour"},
                 "politeness": {"delay": "fast", "connections": 0, "robots": "no"},
                 "follow": {"sitemaps": 1},
                 "recrawl": {"mode": "periodic"}, "webhook": "https://hook.test/",
                 "headers": {"Host": "other", "X Y": "1", "X-Line": "a\\r\\nb"}}""");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(CrawlApiTest.pointers(refused))
                .containsExactlyInAnyOrder(
                        "/nmae",
                        "/seeds/1",
                        "/seeds/2",
                        "/scope/mode",
                        "/scope/include/0",
                        "/scope/depth",
                        "/limits/maxPages",
                        "/limits/maxDepth",
                        "/limits/maxBytes",
                        "/limits/maxDuration",
                        "/politeness/delay",
                        "/politeness/connections",
                        "/politeness/robots",
                        "/follow/sitemaps",
                        "/recrawl/mode",
                        "/webhook",
                        "/headers/Host",
                        "/headers/X Y",
                        "/headers/X-Line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowPrivateAddresses",
                "allow-private-addresses",
                "insecure",
                "tls",
                "resolveWith",
                "dns",
                "data"
            })
    void whatIsForEmbeddedCrawlsOnlyIsRefused(String field) {
        Answer refused = api.post(CRAWLS, "{\"seeds\": [\"http://a.test/\"], \"" + field + "\": true}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/" + field);
        assertThat(refused.at("/errors/0/detail")).contains("configuration only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"seeds\": []}",
                "{}",
                "{\"seeds\": [\"http://a.test/\"]} x",
                "{\"seeds\": [\"http://a.test/\"], \"seeds\": [\"http://b.test/\"]}",
                "{\"seeds\": [[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void aBodyThatIsNoCrawlIsInvalid(String body) {
        Answer refused = api.post(CRAWLS, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("errors")).isNotEmpty();
    }

    @Test
    void manySeedsAreForTheOtherCall() {
        String seeds = "\"http://a.test/\",".repeat(10_001);
        Answer refused = api.post(CRAWLS, "{\"seeds\": [" + seeds.substring(0, seeds.length() - 1) + "]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/seeds");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        Answer refused = api.post(CRAWLS, "{\"name\": \"" + "x".repeat(9 << 20) + "\"}");
        assertThat(refused.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"application/x-www-form-urlencoded", "text/plain", "application/json; charset=latin1"})
    void aBodyOfAnotherTypeIsRefused(String type) {
        assertThat(api.send("POST", CRAWLS, type, "{}").status()).isEqualTo(415);
    }

    @Test
    void whoTakesNoJsonIsTold() {
        Answer refused = api.send(
                HttpRequest.newBuilder(api.uri(CRAWLS)).header("Accept", "text/html, application/json;q=0"),
                "GET",
                null,
                null);
        assertThat(refused.status()).isEqualTo(406);
        Answer browser = api.send(
                HttpRequest.newBuilder(api.uri(CRAWLS)).header("Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"),
                "GET",
                null,
                null);
        assertThat(browser.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/limit, ?limit=0",
        "/limit, ?limit=1001",
        "/limit, ?limit=many",
        "/limit, ?limit=1&limit=2",
        "/cursor, ?cursor=*",
        "/cursor, ?cursor=bm9uZQ",
        "/page, ?page=2"
    })
    void aParameterThatIsWrongOrUnknownIsInvalid(String pointer, String query) {
        Answer refused = api.get(CRAWLS + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(CrawlApiTest.pointers(refused)).isEqualTo(List.of(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0", "-1", "x", "99999999999999999999", "1x"})
    void aCrawlThatIsNotThereIsNotFound(String id) {
        for (Answer answer : List.of(
                api.get(CRAWLS + "/" + id),
                api.post(CRAWLS + "/" + id + "/pause"),
                api.get(CRAWLS + "/" + id + "/events"),
                api.send("POST", CRAWLS + "/" + id + "/seeds", "text/plain", "http://a.test/"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.at("/detail")).contains("There is no crawl");
        }
    }

    @Test
    void anotherMethodIsNotAllowedAndThoseThatAreAreNamed() throws Exception {
        RawAnswer refused = RawAnswer.of(api, "PUT /api/v1/crawls HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        assertThat(refused.text()).startsWith("HTTP/1.1 405").contains("application/problem+json");
        assertThat(refused.header("allow")).isEqualToIgnoringCase("allow: GET, POST");
        RawAnswer one = RawAnswer.of(api, "PUT /api/v1/crawls/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        assertThat(one.header("allow")).isEqualToIgnoringCase("allow: DELETE, GET, PATCH");
    }

    @Test
    void anUnknownAddressIsNotFound() throws Exception {
        RawAnswer refused = RawAnswer.of(api, "GET /api/v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(refused.text()).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }
}
