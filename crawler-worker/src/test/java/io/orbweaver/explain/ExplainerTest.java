package io.orbweaver.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.commit.StoredUrl;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlSpec.Limits;
import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.Explanation.State;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.frontier.UrlState.Kind;
import io.orbweaver.frontier.UrlState.Note;
import io.orbweaver.message.Tally;
import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is queued is explained by the rules in force now, which may differ from those it was admitted under. */
class ExplainerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Url SEED = url("http://example.com/");
    private static final Url PAGE = url("http://example.com/page");

    private CrawlSpec spec = CrawlSpec.defaults(List.of(SEED.toString()));
    private Map<String, PolitenessRule> domains = Map.of();
    private HostRow host = HostRow.fresh(3, "example.com");
    private HostQueueRow counts = HostQueueRow.EMPTY;

    @Test
    void aSeedOnItsWayToItsShardIsQueued() {
        assertThat(explain(SEED, null).state()).isEqualTo(State.QUEUED);
        assertThat(explain(SEED, null).detail()).isEqualTo("a seed that was not taken in yet");
        assertThat(explain(PAGE, null).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void whatTheRulesLeaveOutByNowIsSaidToAwaitIt() {
        spec = spec(new Scope(Scope.Mode.DOMAIN, List.of(), List.of("/page")), new Limits(0, 1, 2, 0, Duration.ZERO));
        assertAwaits("scope", "exclude /page", 1);

        spec = spec(new Scope(Scope.Mode.ANY, List.of(), List.of()), spec.limits());
        assertAwaits("depth", "maxDepth 1", 2);

        counts = new HostQueueRow(1, 0, 2, 0);
        assertAwaits("limit", "maxPagesPerHost 2", 1);

        domains = Map.of("*.com", new PolitenessRule(null, null, null, null, null, null, null, true));
        assertAwaits("blocked", "politeness domain *.com", 1);
    }

    private void assertAwaits(String reason, String rule, int depth) {
        Explanation said = explain(PAGE, new UrlState(Kind.QUEUED, depth, 0, 1));
        assertThat(said.state()).isEqualTo(State.QUEUED);
        assertThat(said.reason()).isEqualTo(reason);
        assertThat(said.rule()).isEqualTo(rule);
        assertThat(said.detail()).isEqualTo("it will be left out when its turn comes");
    }

    @Test
    void theNextAttemptIsTheLatestOfAllThatMustPass() {
        UrlState queued = new UrlState(Kind.QUEUED, 1, 0, 1);
        assertThat(explain(PAGE, queued).nextAttempt()).isNull();

        host = host(NOON.minusMillis(400), Instant.EPOCH, 0, 0);
        assertThat(explain(PAGE, queued).nextAttempt()).isEqualTo(NOON.plusMillis(600));

        host = host(NOON.minusMillis(400), NOON.plusSeconds(30), 0, 0);
        assertThat(explain(PAGE, queued).reason()).isEqualTo("backoff");
        assertThat(explain(PAGE, queued).nextAttempt()).isEqualTo(NOON.plusSeconds(30));

        UrlState waiting = new UrlState(
                Kind.WAITING, 1, 0, 1, new Note(2, NOON.plusSeconds(60).toEpochMilli(), "status 503", null));
        assertThat(explain(PAGE, waiting).nextAttempt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(explain(PAGE, waiting).attempts()).isEqualTo(2);
    }

    @Test
    void windowsAndPagesPerDayAreWaitedFor() {
        UrlState queued = new UrlState(Kind.QUEUED, 1, 0, 1);
        domains = Map.of("example.com", new PolitenessRule(null, null, null, null, null, 5L, "22:00-06:00 UTC", null));
        assertThat(explain(PAGE, queued).nextAttempt()).isEqualTo(Instant.parse("2026-03-01T22:00:00Z"));

        host = host(Instant.EPOCH, Instant.EPOCH, NOON.getEpochSecond() / 86_400, 5);
        assertThat(explain(PAGE, queued).nextAttempt()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(explain(PAGE, queued).politeness().window()).isEqualTo("22:00-06:00 UTC");
    }

    @Test
    void whatWasStoredDecidesAboutWhatEnded() {
        Note note = new Note(4, 0, "x".repeat(1_000), "http://example.com/from");
        Explanation said = explain(
                PAGE, UrlState.decode(UrlState.failed(2, FailureKind.DNS, note).encode()));

        assertThat(said.state()).isEqualTo(State.FAILED);
        assertThat(said.reason()).isEqualTo("dns");
        assertThat(said.detail()).hasSize(Note.MAX_DETAIL);
        assertThat(said.attempts()).isEqualTo(4);
        assertThat(said.depth()).isEqualTo(2);
        assertThat(said.referrer()).isEqualTo("http://example.com/from");
        assertThat(said.nextAttempt()).isNull();
    }

    private Explanation explain(Url url, @Nullable UrlState state) {
        ScopeFilter scope = new ScopeFilter(spec.scope(), List.of(SEED));
        PolitenessRules rules = new PolitenessRules(
                new PolitenessConfig(PolitenessConfig.defaults().standard(), domains));
        StoredUrl known = new StoredUrl(3, state, null, host, counts, null, null, new Tally());
        return new Explainer(new CrawlPlan(1, spec, scope, false), null, rules).explain(url, known, NOON);
    }

    private CrawlSpec spec(Scope scope, Limits limits) {
        return new CrawlSpec("", spec.seeds(), scope, limits, spec.politeness(), spec.follow(), spec.headers());
    }

    private static HostRow host(Instant lastEnd, Instant blockedUntil, long day, long pages) {
        return new HostRow(
                3,
                "example.com",
                lastEnd.toEpochMilli(),
                new HostBackoff(1, Duration.ZERO),
                blockedUntil.toEpochMilli(),
                day,
                pages);
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text), text);
    }
}
