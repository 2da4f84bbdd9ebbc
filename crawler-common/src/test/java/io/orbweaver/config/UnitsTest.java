package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0",
        "500ms, PT0.5S, 500ms",
        "10s, PT10S, 10s",
        "120s, PT2M, 2m",
        "2m, PT2M, 2m",
        "24h, PT24H, 1d",
        "7d, PT168H, 7d",
        "0s, PT0S, 0",
        "36500d, PT876000H, 36500d",
    })
    void readsAndWritesDurations(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5S", "5sec", "PT5S", "36501d", "999999999999999999d", "١s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("'" + text + "' is");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "512KiB, 524288, 512KiB",
        "10MiB, 10485760, 10MiB",
        "1024MiB, 1073741824, 1GiB",
        "2TiB, 2199023255552, 2TiB",
        "1500B, 1500, 1500B",
    })
    void readsAndWritesSizes(String text, long bytes, String written) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
        assertThat(Sizes.format(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-1KiB", "1.5GiB", "10 MiB", "10mib", "10MB", "99999999TiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessageContaining("'" + text + "' is");
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            // A shift spreads the numbers over all magnitudes.
            long millis = (random.nextLong() >>> 1 >>> random.nextInt(62)) % Durations.MAX.toMillis();
            Duration duration = Duration.ofMillis(millis);
            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
            long bytes = (random.nextLong() >>> 14 >>> random.nextInt(48)) << random.nextInt(14);
            assertThat(Sizes.parse(Sizes.format(bytes))).isEqualTo(bytes);
        }
    }
}
