package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EndOfCrawlTest {
    private static final Set<String> BOTH = Set.of("a", "b");
    private final EndOfCrawl end = new EndOfCrawl(1);

    private boolean answered(String worker, boolean idle, long activity, long epoch) {
        return end.answered(worker, end.round(), idle, activity, epoch, BOTH);
    }

    private boolean round(boolean idleOfB, long activityOfB, long epochOfB) {
        boolean early = answered("a", true, 5, 1);
        return answered("b", idleOfB, activityOfB, epochOfB) || early;
    }

    @Test
    void takesTwoEqualRoundsOfIdleWorkers() {
        assertThat(round(true, 5, 1)).isFalse();
        assertThat(round(true, 5, 1)).isTrue();
    }

    @Test
    void anyChangeBetweenTheRoundsBeginsAnew() {
        assertThat(round(true, 5, 1)).isFalse();
        assertThat(round(true, 6, 1)).isFalse();
        assertThat(round(true, 6, 2)).isFalse();
        assertThat(round(false, 6, 2)).isFalse();
        assertThat(round(true, 6, 2)).isFalse();
        assertThat(round(true, 6, 2)).isTrue();
    }

    @Test
    void everyWorkerHasToAnswer() {
        for (int i = 0; i < 5; i++) {
            assertThat(answered("a", true, 5, 1)).isFalse();
        }
        assertThat(end.round()).isEqualTo(1);
    }

    @Test
    void anAnswerToAnEarlierRoundCountsNoMore() {
        assertThat(round(true, 5, 1)).isFalse();
        answered("a", true, 5, 1);
        assertThat(end.answered("b", 1, true, 5, 1, BOTH)).isFalse();
    }

    @Test
    void aRoundLastsUntilTheLastAnswersOfAllAreIdleAndBeginsAnewWithOneThatIsNot() {
        round(true, 5, 1);
        answered("b", false, 6, 1);
        answered("a", true, 5, 1);
        long before = end.round();
        assertThat(answered("b", true, 6, 1)).isFalse();
        assertThat(end.round()).isEqualTo(before + 1);
        assertThat(round(true, 6, 1)).isTrue();
    }

    @Test
    void somethingFromOutsideBeginsAnew() {
        round(true, 5, 1);
        long before = end.round();
        end.disturb();
        assertThat(end.round()).isGreaterThan(before);
        assertThat(round(true, 5, 1)).isFalse();
        assertThat(round(true, 5, 1)).isTrue();
    }
}
