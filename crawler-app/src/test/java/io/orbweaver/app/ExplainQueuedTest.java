package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orbweaver.embedded.EmbeddedCrawls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a URL that a crawl has not come to, {@code explain} says what it waits for and until when. */
class ExplainQueuedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void anInterruptedCrawlLeavesUrlsThatWaitForTheirTurnForTheirHostAndForAnotherAttempt() throws Exception {
        try (HandmadeSite site = new HandmadeSite("127.64.7.3", List.of("site.test", "busy.test"), Map.of())) {
            site.links("site.test/", "/later", "/a/b/a/b/a/b/a/b");
            site.put("busy.test/", 503, Map.of("Retry-After", "600"), "");
            Instant before = Instant.now();
            CrawlOptions options = OptionReader.read(
                    new GivenOptions(Map.of(
                            GivenOptions.SEEDS,
                            List.of(site.url("site.test/"), site.url("busy.test/"), site.url("busy.test/other")),
                            "delay",
                            List.of("1h"),
                            "max-wait",
                            List.of("2h"),
                            "no-robots",
                            List.of("true"),
                            "no-sitemaps",
                            List.of("true"),
                            "allow-private-addresses",
                            List.of("true"),
                            "resolve-with",
                            List.of(site.dnsAddress()))),
                    NodeSettings.defaults(),
                    directory.resolve("data"),
                    false);
            try (CrawlSession session = new EmbeddedCrawls().start(options)) {
                await(() -> site.asked("site.test/") && site.asked("busy.test/"));
                session.interrupt();
                session.ended().toCompletableFuture().join();
            }

            JsonNode turn = json(site.url("site.test/later"));
            assertThat(turn.get("state").asText()).isEqualTo("queued");
            assertThat(turn.get("reason").isNull()).isTrue();
            assertThat(turn.get("depth").asInt()).isEqualTo(1);
            assertThat(turn.get("attempts").asInt()).isZero();
            assertThat(turn.get("referrer").asText()).isEqualTo(site.url("site.test/"));
            assertThat(Instant.parse(turn.get("nextAttempt").asText())).isAfter(before.plus(Duration.ofMinutes(59)));
            assertThat(text(site.url("site.test/later")))
                    .contains("why        its turn has not come yet", "next       not before 2")
                    .contains(
                            "host       site.test, 1 page, 1 queued", "delay 1h (crawl)", "robots.txt ignored (crawl)");

            JsonNode retry = json(site.url("busy.test/"));
            assertThat(retry.get("state").asText()).isEqualTo("queued");
            assertThat(retry.get("reason").asText()).isEqualTo("retry");
            assertThat(retry.get("attempts").asInt()).isEqualTo(1);
            assertThat(Instant.parse(retry.get("nextAttempt").asText())).isAfter(before.plus(Duration.ofMinutes(9)));
            assertThat(text(site.url("busy.test/")))
                    .contains("state      queued: retry", "the last attempt failed: status 503", "attempts   1")
                    .contains("1 to be tried again", "1 failure in a row");

            assertThat(json(site.url("busy.test/other")).get("reason").asText()).isEqualTo("backoff");
            assertThat(text(site.url("busy.test/other"))).contains("state      queued: backoff");
        }
    }

    @Test
    void aLimitThatEndedTheCrawlIsNamed() throws Exception {
        try (HandmadeSite site = new HandmadeSite("127.64.7.4", List.of("site.test"), Map.of())) {
            site.links("site.test/", "/one", "/two");
            RealCommands commands = new RealCommands();
            int code = commands.run(
                    "crawl",
                    site.url("site.test/"),
                    "--max-pages=1",
                    "--delay=0",
                    "--allow-private-addresses",
                    "--resolve-with=" + site.dnsAddress(),
                    "--data=" + directory.resolve("data"));
            assertThat(code).as(commands.err()).isZero();

            JsonNode said = json(site.url("site.test/two"));
            assertThat(said.get("state").asText()).isEqualTo("queued");
            assertThat(said.get("reason").asText()).isEqualTo("limit");
            assertThat(said.get("rule").asText()).isEqualTo("maxPages 1");
            assertThat(said.get("nextAttempt").isNull()).isTrue();
            assertThat(text(site.url("site.test/two")))
                    .contains("state      queued: limit", "rule       maxPages 1", "next       when the crawl goes on");
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private String text(String url) {
        RealCommands commands = new RealCommands();
        assertThat(commands.run(
                        "explain", url, "--data", directory.resolve("data").toString()))
                .as(commands.err())
                .isZero();
        return commands.out();
    }

    private JsonNode json(String url) throws Exception {
        RealCommands commands = new RealCommands();
        assertThat(commands.run(
                        "explain",
                        url,
                        "--json",
                        "--data",
                        directory.resolve("data").toString()))
                .as(commands.err())
                .isZero();
        return JSON.readTree(commands.out());
    }
}
