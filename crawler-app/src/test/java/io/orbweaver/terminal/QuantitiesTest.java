package io.orbweaver.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1048575, 1.0 MiB", "13000000, 12.4 MiB", "NaN, 0 B"})
    void bytes(double bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "NaN, 0", "Infinity, 0", "0.04, 0.0", "12.34, 12.3", "99.96, 100", "1234.5, '1,235'"})
    void rate(double rate, String text) {
        assertThat(Quantities.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00, 0.0 s", "59999, 0:59, 59.9 s", "60000, 1:00, 1 min 0 s", "3723000, 1:02:03, 1 h 2 min"})
    void time(long millis, String clock, String length) {
        assertThat(Quantities.clock(Duration.ofMillis(millis))).isEqualTo(clock);
        assertThat(Quantities.length(Duration.ofMillis(millis))).isEqualTo(length);
    }
}
