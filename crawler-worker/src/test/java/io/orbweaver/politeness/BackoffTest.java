package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        "-1, 0.5, PT0S",
        "0, 0.5, PT0S",
        "1, 0.0, PT0.5S",
        "1, 0.5, PT0.75S",
        "2, 0.0, PT1S",
        "3, 0.0, PT2S",
        "3, 0.5, PT3S",
        "6, 0.0, PT16S",
        "7, 0.0, PT30S",
        "8, 0.5, PT45S",
        "2147483647, 0.0, PT30S",
    })
    void doublesUpToTheCap(int failures, double random, Duration wait) {
        assertThat(BACKOFF.after(failures, random)).isEqualTo(wait);
    }

    @Test
    void refusesWaitsThatDoNotGrow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void aHostWaitsLongerWithEveryFailureAndObeysWhatItAsksFor() {
        HostBackoff host = HostBackoff.NONE;
        Duration first = host.next(Duration.ZERO, 0.0);
        host = host.failed(first);
        Duration second = host.next(Duration.ZERO, 0.0);
        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        assertThat(second).isEqualTo(Duration.ofSeconds(2));
        assertThat(host.next(Duration.ofMinutes(7), 0.0)).isEqualTo(Duration.ofMinutes(7));
        assertThat(host.failed(second)).isEqualTo(new HostBackoff(2, Duration.ofSeconds(3)));
    }

    @Test
    void aHostIsParkedOnceItHasMadeUsWaitTooLong() {
        HostBackoff host = HostBackoff.NONE.failed(Duration.ofMinutes(2));
        assertThat(host.parked(Duration.ofMinutes(2))).isFalse();
        assertThat(host.failed(Duration.ofMillis(1)).parked(Duration.ofMinutes(2)))
                .isTrue();
        assertThat(host.failed(Duration.ofDays(9)).parked(Duration.ZERO)).isFalse();
        assertThat(new HostBackoff(HostBackoff.PARK_AFTER, Duration.ZERO).parked(Duration.ZERO))
                .isTrue();
    }
}
