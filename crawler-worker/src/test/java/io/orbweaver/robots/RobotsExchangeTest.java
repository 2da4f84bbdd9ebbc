package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.FetchOutcome.Truncation;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.fetch.MessageHeads;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9309 section 2.3.1: what comes of asking for a robots.txt. */
class RobotsExchangeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Url ASKED = Url.of(false, "site.test", 80, "/robots.txt");
    private static final Url PAGE = Url.of(false, "site.test", 80, "/page");
    private static final String FORBIDDING = "user-agent: *\ndisallow: /\n";

    @ParameterizedTest
    @ValueSource(ints = {200, 203})
    void success_givesTheRules(int status) {
        assertThat(allowed(verdict(status, FORBIDDING, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 451})
    void clientError_allowsEverything(int status) {
        RobotsVerdict verdict = verdict(status, FORBIDDING, null);
        assertThat(verdict).isEqualTo(new RobotsVerdict.Rules(RobotsRules.ALLOW_ALL, Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 599, 999})
    void serverErrorAnd429_meanAskAgain(int status) {
        assertThat(verdict(status, FORBIDDING, null)).isEqualTo(new RobotsVerdict.Unavailable(null));
        assertThat(verdict(status, FORBIDDING, null, "Retry-After", "30"))
                .isEqualTo(new RobotsVerdict.Unavailable(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void failure_keepsItsReason(FailureKind kind) {
        FetchOutcome failed = new FetchOutcome.Failed(kind, "no answer", NOW, 1);
        assertThat(new RobotsExchange(ASKED, 0, "FooBot").end(failed, NOW))
                .isEqualTo(new RobotsVerdict.Unreachable(kind, "no answer"));
    }

    @ParameterizedTest
    @CsvSource({"301, /r, http://site.test/r", "302, https://www.other.test/r, https://www.other.test/r"})
    void redirect_isFollowed(int status, String location, String target) {
        assertThat(verdict(status, "", null, "Location", location))
                .isInstanceOfSatisfying(RobotsVerdict.Follow.class, follow -> {
                    assertThat(follow.target()).hasToString(target);
                    assertThat(follow.hops()).isEqualTo(1);
                });
    }

    /** Section 2.3.1.2: five are followed, the sixth means that there is none. */
    @Test
    void redirects_endAfterFive() {
        RobotsVerdict verdict = new RobotsVerdict.Follow(ASKED, 0);
        int followed = -1;
        while (verdict instanceof RobotsVerdict.Follow follow) {
            followed++;
            verdict = new RobotsExchange(follow.target(), follow.hops(), "FooBot")
                    .end(answer(301, null, "Location", "/robots.txt"), NOW);
        }
        assertThat(followed).isEqualTo(5);
        assertThat(verdict).isEqualTo(RobotsVerdict.none());
    }

    @Test
    void redirectToNowhere_allowsEverything() {
        assertThat(verdict(301, "", null)).isEqualTo(RobotsVerdict.none());
        assertThat(verdict(301, "", null, "Location", "mailto:a@b.test")).isEqualTo(RobotsVerdict.none());
        assertThat(verdict(304, "", null)).isEqualTo(RobotsVerdict.none());
    }

    /** Section 2.5: what is within the limit counts. */
    @Test
    void bodyCutAtTheLimit_isUsed() {
        assertThat(allowed(verdict(200, FORBIDDING + "allow: /page", Truncation.LENGTH)))
                .isFalse();
        assertThat(allowed(verdict(200, FORBIDDING + "allow: /page", null))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Truncation.class, names = "LENGTH", mode = EnumSource.Mode.EXCLUDE)
    void bodyBrokenOff_isAskedForAgain(Truncation truncation) {
        assertThat(verdict(200, FORBIDDING, truncation)).isEqualTo(new RobotsVerdict.Unavailable(null));
    }

    @Test
    void body_isKeptUpToTheLimit() {
        RobotsExchange exchange = new RobotsExchange(ASKED, 0, "FooBot");
        byte[] first = FORBIDDING.getBytes(StandardCharsets.UTF_8);
        byte[] comment = "#".repeat(100_000).concat("\n").getBytes(StandardCharsets.UTF_8);
        byte[] last = "allow: /page\n".getBytes(StandardCharsets.UTF_8);
        exchange.chunk(first, 0, first.length);
        for (int i = 0; i < 6; i++) {
            exchange.chunk(comment, 0, comment.length);
        }
        exchange.chunk(last, 0, last.length);
        assertThat(allowed(exchange.end(answer(200, null), NOW))).isFalse();
    }

    private static boolean allowed(RobotsVerdict verdict) {
        assertThat(verdict).isInstanceOf(RobotsVerdict.Rules.class);
        return ((RobotsVerdict.Rules) verdict).rules().allows(PAGE);
    }

    private static RobotsVerdict verdict(int status, String body, @Nullable Truncation truncated, String... field) {
        RobotsExchange exchange = new RobotsExchange(ASKED, 0, "FooBot");
        FetchOutcome.Answered answer = answer(status, truncated, field);
        exchange.head(status, answer.headers());
        for (byte octet : body.getBytes(StandardCharsets.UTF_8)) {
            exchange.chunk(new byte[] {0, octet}, 1, 1);
        }
        return exchange.end(answer, NOW);
    }

    private static FetchOutcome.Answered answer(int status, @Nullable Truncation truncated, String... field) {
        HeaderFields headers =
                new HeaderFields(field.length == 0 ? List.of() : List.of(new HeaderFields.Field(field[0], field[1])));
        return new FetchOutcome.Answered(
                status,
                headers,
                new MessageHeads(new byte[0], new byte[0]),
                new byte[0],
                0,
                new byte[32],
                truncated,
                "192.0.2.1",
                "http/1.1",
                NOW,
                1);
    }
}
