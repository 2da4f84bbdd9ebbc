package io.orbweaver.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.crawl.PageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the API writes is read back as it was. */
class ReadBackTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static JsonValue json(String text) throws InvalidJsonException {
        return JsonValue.object(text.getBytes(UTF_8));
    }

    private static CrawlStatus crawl(CrawlStatus.State state, CrawlStatus.Reason reason) {
        CrawlSpec spec = new CrawlSpec(
                "docs",
                List.of("https://example.com/"),
                new CrawlSpec.Scope(CrawlSpec.Scope.Mode.PREFIX, List.of("a"), List.of("b")),
                new CrawlSpec.Limits(10, 2, 3, 1 << 20, Duration.ofMinutes(90)),
                new CrawlSpec.Manners(Duration.ofMillis(1500), 3, false),
                new CrawlSpec.Follow(true, false, true),
                Map.of("A", "1"));
        CrawlStatus.Counts counts = new CrawlStatus.Counts(
                20,
                3,
                1,
                10,
                2,
                4,
                5,
                6,
                700,
                Map.of(200, 9L, 301, 2L, 404, 1L),
                Map.of(FailureKind.DNS, 4L),
                Map.of(Exclusion.ROBOTS, 5L),
                1.5,
                20.5,
                2);
        return new CrawlStatus(7, spec, state, reason, TIME, TIME.plusSeconds(1), TIME.plusSeconds(9), counts);
    }

    @Test
    void aCrawl() throws Exception {
        CrawlStatus crawl = crawl(CrawlStatus.State.FINISHED, CrawlStatus.Reason.MAX_PAGES);
        CrawlStatus read = CrawlReader.crawl(json(CrawlJson.text(crawl)));

        assertThat(CrawlJson.text(read)).isEqualTo(CrawlJson.text(crawl));
        assertThat(read.counts().redirects()).as("answers that are no pages").isEqualTo(2);
        assertThat(CrawlInput.read(CrawlJson.request(crawl.spec()).getBytes(UTF_8)))
                .isEqualTo(crawl.spec());
    }

    @Test
    void anEvent() throws Exception {
        CrawlStatus before = crawl(CrawlStatus.State.RUNNING, null);
        CrawlStatus now = crawl(CrawlStatus.State.FINISHED, CrawlStatus.Reason.EXHAUSTED);

        assertThat(CrawlJson.text(CrawlReader.after(before, json(CrawlJson.state(now)))))
                .isEqualTo(CrawlJson.text(now));
        assertThat(CrawlJson.text(CrawlReader.after(before, json(CrawlJson.stats(now)))))
                .isEqualTo(CrawlJson.text(now));
    }

    @Test
    void anExplanation() throws Exception {
        PageRecord page = new PageRecord(
                "http://a.test/",
                null,
                "a.test",
                200,
                "text/html",
                "UTF-8",
                "A",
                5,
                4,
                "length",
                2,
                "http://b.test/",
                TIME,
                12,
                "127.0.0.1",
                "http/1.1",
                "sha256:00",
                "http://c.test/",
                List.of("http://d.test/"),
                3,
                "http://e.test/",
                "en",
                "\"x\"",
                "yesterday",
                List.of("noindex"),
                9);
        Explanation explanation = new Explanation(
                "http://a.test/",
                Explanation.State.FETCHED,
                "duplicate",
                "rule",
                "detail",
                9,
                "worker-1",
                2,
                1,
                TIME,
                "http://b.test/",
                List.of("http://d.test/"),
                TIME,
                new Explanation.Scope(true, "scope any"),
                new Explanation.Host("a.test", 1, 2, 3, 4),
                new Explanation.Politeness(
                        Duration.ofSeconds(1), 2, true, 100, "22:00-06:00", true, Map.of("delay", "crawl")),
                page);

        assertThat(ExplanationReader.explanation(json(ExplanationJson.text(explanation))))
                .isEqualTo(explanation);
    }

    @Test
    void aRule() throws Exception {
        Map<String, String> settings = Map.of("delay", "5s", "connections", "2", "adaptive", "1.5", "blocked", "true");
        String request = RuleJson.request(settings);

        String answer = RuleJson.text("a.test", "rest", RuleJson.read("a.test", request.getBytes(UTF_8)));
        assertThat(json(answer).settings()).containsAllEntriesOf(settings).hasSize(6);
        assertThat(RuleJson.request(Map.of("connections", "many"))).isEqualTo("{\"connections\":\"many\"}");
    }

    @Test
    void whatAnotherVersionSaysIsPassedOver() throws Exception {
        CrawlStatus read = CrawlReader.crawl(json("{\"id\":\"7\",\"state\":\"paused\",\"reason\":\"whim\",\"seeds\":7,"
                + "\"counts\":{\"fetched\":\"x\",\"failures\":{\"magic\":1},\"byStatus\":{\"odd\":1,\"200\":2}}}"));

        assertThat(read.reason()).isNull();
        assertThat(read.counts().failures()).isEmpty();
        assertThat(read.counts().byStatus()).containsOnlyKeys(200);
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> CrawlReader.crawl(json("{\"id\":\"7\",\"state\":\"dreaming\"}")));
    }
}
