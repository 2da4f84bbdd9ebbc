package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RobotsGateTest {
    private static final Url ORIGIN = Url.of(false, "example.org", 80, "/robots.txt");
    private static final int RETRIES = 2;
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final RobotsVerdict UNAVAILABLE = new RobotsVerdict.Unavailable(null);
    private static final RobotsVerdict RULES = new RobotsVerdict.Rules(RobotsRules.ALLOW_ALL, RobotsVerdict.VALIDITY);

    private final RobotsGate gate = new RobotsGate(ORIGIN);
    private long now = Duration.ofHours(1).toNanos();

    private void answer(RobotsVerdict verdict, Duration maxWait) {
        now = Math.max(now, gate.askAt());
        gate.ask();
        gate.answered(verdict, ORIGIN, now, RETRIES, maxWait, 0.5);
    }

    private static RobotsVerdict unreachable(FailureKind kind) {
        return new RobotsVerdict.Unreachable(kind, "no answer from " + kind);
    }

    @Test
    void isOpenWhileNothingIsKnown() {
        assertThat(gate.asking()).isFalse();
        assertThat(gate.askAt()).isLessThan(now);
        assertThat(gate.target()).isEqualTo(ORIGIN);
        assertThat(gate.failure(now)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"DNS", "CONNECT", "TIMEOUT", "PROTOCOL"})
    void failsWithTheReasonAfterTheRetries(FailureKind kind) {
        for (int attempt = 0; attempt < RETRIES; attempt++) {
            answer(unreachable(kind), MAX_WAIT);
            assertThat(gate.failure(now)).isNull();
            assertThat(gate.askAt()).isGreaterThan(now);
        }
        answer(unreachable(kind), MAX_WAIT);
        assertThat(gate.failure(now)).isEqualTo(kind);
        assertThat(gate.detail()).isEqualTo("no answer from " + kind);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"TLS", "REFUSED_ADDRESS"})
    void failsAtOnceWhereNothingCanChange(FailureKind kind) {
        answer(unreachable(kind), MAX_WAIT);
        assertThat(gate.failure(now)).isEqualTo(kind);
        assertThat(gate.detail()).isEqualTo("no answer from " + kind);
    }

    @Test
    void waitsForAServerThatCannotSayUntilTheLongestWaitIsOver() {
        long start = now;
        @Nullable FailureKind failure = null;
        while (failure == null) {
            answer(UNAVAILABLE, MAX_WAIT);
            failure = gate.failure(now);
        }
        assertThat(failure).isEqualTo(FailureKind.ROBOTS);
        assertThat(now - start).isBetween(MAX_WAIT.toNanos() / 4, MAX_WAIT.toNanos());
    }

    @Test
    void doesNotWaitForeverWhereTheWaitHasNoLimit() {
        int attempts = 0;
        while (gate.failure(now) == null && attempts < 1_000) {
            answer(UNAVAILABLE, Duration.ZERO);
            attempts++;
        }
        assertThat(gate.failure(now)).isEqualTo(FailureKind.ROBOTS);
    }

    @Test
    void askingForMoreThanTheLongestWaitFails() {
        answer(new RobotsVerdict.Unavailable(MAX_WAIT.plusSeconds(1)), MAX_WAIT);
        assertThat(gate.failure(now)).isEqualTo(FailureKind.ROBOTS);
    }

    @Test
    void aFailureBeforeDoesNotShortenTheWait() {
        answer(unreachable(FailureKind.TIMEOUT), MAX_WAIT);
        answer(UNAVAILABLE, MAX_WAIT);
        assertThat(gate.failure(now)).isNull();
    }

    @Test
    void rulesForgetWhatWasBeforeThem() {
        answer(UNAVAILABLE, MAX_WAIT);
        answer(unreachable(FailureKind.DNS), MAX_WAIT);
        answer(RULES, MAX_WAIT);
        now += RobotsVerdict.VALIDITY.toNanos();
        answer(UNAVAILABLE, MAX_WAIT);
        assertThat(gate.failure(now)).isNull();
        answer(RULES, MAX_WAIT);
        answer(unreachable(FailureKind.DNS), MAX_WAIT);
        answer(unreachable(FailureKind.DNS), MAX_WAIT);
        assertThat(gate.failure(now)).isNull();
    }

    @Test
    void aFailureIsTriedAgainAfterAWhile() {
        answer(unreachable(FailureKind.TLS), MAX_WAIT);
        now += Duration.ofMinutes(10).toNanos();
        assertThat(gate.failure(now)).isNull();
        answer(UNAVAILABLE, MAX_WAIT);
        assertThat(gate.failure(now)).isNull();
    }

    @Test
    void followsARedirectAndReturnsToTheOriginAfterAFailure() {
        Url elsewhere = Url.of(true, "www.example.org", 443, "/robots.txt");
        answer(new RobotsVerdict.Follow(elsewhere, 1), MAX_WAIT);
        assertThat(gate.target()).isEqualTo(elsewhere);
        assertThat(gate.hops()).isEqualTo(1);
        answer(UNAVAILABLE, MAX_WAIT);
        assertThat(gate.target()).isEqualTo(ORIGIN);
        assertThat(gate.hops()).isZero();
    }
}
