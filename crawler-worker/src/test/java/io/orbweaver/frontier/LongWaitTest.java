package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Without a limit on waits, a restart forgot that a host was to be left alone, and a robots.txt that was never available
 * was asked for without an end. With a limit, a host that had once strained for too long was never asked again, not even
 * days and crawls later.
 */
class LongWaitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WALL_MILLIS = 1_700_000_000_000L;
    private static final HostBackoff STRAINED = new HostBackoff(3, Duration.ofMinutes(5));

    @Test
    void aHostIsLeftAloneAfterARestartWhereWaitsHaveNoLimit() {
        Frontier frontier = frontier(Duration.ZERO);
        queue(frontier, WALL_MILLIS + 60_000);

        assertThat(frontier.poll(59 * SECOND, WALL_MILLIS)).isEmpty();
        assertThat(frontier.poll(60 * SECOND, WALL_MILLIS)).singleElement().isInstanceOf(Intention.FetchRobots.class);
    }

    @Test
    void aHostThatStrainedForTooLongFailsItsUrls() {
        Frontier frontier = frontier(Duration.ofMinutes(2));
        queue(frontier, WALL_MILLIS + 60_000);

        assertThat(frontier.poll(0, WALL_MILLIS)).singleElement().isInstanceOf(Intention.Fail.class);
    }

    @Test
    void aHostThatStrainedForTooLongLongAgoIsAskedAgain() {
        Frontier frontier = frontier(Duration.ofMinutes(2));
        queue(frontier, WALL_MILLIS - 60_000);

        assertThat(frontier.poll(2 * SECOND, WALL_MILLIS)).singleElement().isInstanceOf(Intention.FetchRobots.class);
    }

    @Test
    void robotsThatAreNeverAvailableFailInTheEnd() {
        Url robots = url("http://a.example/robots.txt");
        RobotsGate gate = new RobotsGate(robots);

        for (int i = 0; i < HostBackoff.PARK_AFTER; i++) {
            assertThat(gate.failure(0)).isNull();
            gate.answered(new RobotsVerdict.Unavailable(null), robots, 0, 3, Duration.ZERO, 0.5);
        }

        assertThat(gate.failure(0)).isNotNull();
    }

    private static Frontier frontier(Duration maxWait) {
        Frontier.Settings settings = new Frontier.Settings(10, 100, 10, 3, maxWait, "orbweaver");
        Frontier frontier =
                new Frontier(settings, new PolitenessRules(PolitenessConfig.defaults()), new PermitBook(), () -> 0.5);
        frontier.open(7, 0);
        CrawlSpec spec = CrawlSpec.defaults(List.of("http://a.example/"));
        frontier.plan(
                new CrawlPlan(1, spec, new ScopeFilter(spec.scope(), List.of(url("http://a.example/"))), true), 0);
        return frontier;
    }

    private static void queue(Frontier frontier, long blockedUntilMillis) {
        HostRow row = new HostRow(7, "a.example", WALL_MILLIS - 90_000, STRAINED, blockedUntilMillis, 0, 0);
        QueuedUrl url = new QueuedUrl(7, 1, url("http://a.example/"), 0, 1, 0, true, null, List.of(), null);
        frontier.queued(url, row, false, 0, 0, WALL_MILLIS);
        for (Intention intention : frontier.poll(0, WALL_MILLIS)) {
            if (intention instanceof Intention.LoadHead load) {
                frontier.headLoaded(load, List.of(url), true, 0);
            }
        }
    }

    private static Url url(String text) {
        Url url = Url.parse(text);
        assertThat(url).isNotNull();
        return url;
    }
}
