package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    /** Negative, as a monotonic clock may be. */
    private long now = -7 * SECOND;

    private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(15));

    private long beat() {
        heartbeats.sent(now);
        return now;
    }

    private void pass(long nanos) {
        now += nanos;
    }

    @Test
    void theFirstGoesOutAtOnceAndTheNextWhenItIsAnswered() {
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isTrue();
        long sent = beat();
        pass(300 * MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.URGENT))
                .as("one is under way")
                .isFalse();
        heartbeats.answered(sent);
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isTrue();
        heartbeats.answered(beat());
        pass(5 * MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isFalse();
        assertThat(heartbeats.due(now, Heartbeats.Pace.URGENT)).isTrue();
    }

    @Test
    void oneThatIsLostIsFollowedByAnother() {
        long lost = beat();
        pass(1_999 * MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.URGENT)).isFalse();
        pass(MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isTrue();
        long next = beat();
        heartbeats.answered(lost);
        assertThat(heartbeats.due(now, Heartbeats.Pace.URGENT))
                .as("the later one is still under way")
                .isFalse();
        heartbeats.answered(next);
        pass(200 * MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isTrue();
    }

    @Test
    void failuresAreTriedAgainLaterEachTimeButOftenEnoughForTheLease() {
        long[] waits = new long[8];
        for (int i = 0; i < waits.length; i++) {
            assertThat(heartbeats.failed(beat(), now, 0.999_999)).isEqualTo(i + 1);
            assertThat(heartbeats.due(now, Heartbeats.Pace.URGENT))
                    .as("urgent or not")
                    .isFalse();
            waits[i] = heartbeats.sleep(now, Heartbeats.Pace.USUAL);
            pass(waits[i]);
            assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL)).isTrue();
        }
        assertThat(waits).isSorted();
        assertThat(waits[0]).isBetween(190 * MILLI, 200 * MILLI);
        assertThat(waits[7]).isBetween(4_900 * MILLI, 5_000 * MILLI);
        heartbeats.answered(beat());
        pass(200 * MILLI);
        assertThat(heartbeats.due(now, Heartbeats.Pace.USUAL))
                .as("an answer ends the back-off")
                .isTrue();

        Heartbeats shorter = new Heartbeats(Duration.ofSeconds(3));
        for (int i = 0; i < 20; i++) {
            shorter.sent(now);
            shorter.failed(now, now, 0.999_999);
            assertThat(shorter.sleep(now, Heartbeats.Pace.USUAL)).isLessThanOrEqualTo(SECOND);
        }
    }

    @Test
    void theLeaseCountsFromTheSendingOfWhatWasAnswered() {
        assertThat(heartbeats.leased(now)).as("nobody has answered").isFalse();
        long sent = beat();
        pass(SECOND);
        heartbeats.answered(sent);
        pass(13_999 * MILLI);
        assertThat(heartbeats.leased(now)).isTrue();
        heartbeats.failed(beat(), now, 0.5);
        pass(MILLI);
        assertThat(heartbeats.leased(now)).isFalse();
        heartbeats.answered(beat());
        assertThat(heartbeats.leased(now)).as("the scheduler is back").isTrue();
        heartbeats.answered(sent);
        assertThat(heartbeats.leased(now))
                .as("a late answer takes nothing away")
                .isTrue();
    }

    @Test
    void withoutALeaseNothingEnds() {
        Heartbeats alone = new Heartbeats(Duration.ZERO);
        assertThat(alone.leased(now)).isTrue();
        alone.sent(now);
        alone.failed(now, now, 0.5);
        pass(Duration.ofDays(9).toNanos());
        assertThat(alone.leased(now)).isTrue();
        assertThat(alone.due(now, Heartbeats.Pace.USUAL)).isTrue();
    }
}
