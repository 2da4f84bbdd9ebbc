package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "09:00-17:00 UTC, 2026-01-15T08:59:59Z, false",
        "09:00-17:00 UTC, 2026-01-15T09:00:00Z, true",
        "09:00-17:00 UTC, 2026-01-15T16:59:59Z, true",
        "09:00-17:00 UTC, 2026-01-15T17:00:00Z, false",
        "22:00-06:00 UTC, 2026-01-15T23:00:00Z, true",
        "22:00-06:00 UTC, 2026-01-15T05:59:00Z, true",
        "22:00-06:00 UTC, 2026-01-15T12:00:00Z, false",
        "22:00-00:00 UTC, 2026-01-15T23:59:00Z, true",
        "22:00-00:00 UTC, 2026-01-15T00:00:00Z, false",
        "00:00-24:00 UTC, 2026-01-15T00:00:00Z, true",
        "9:00-10:00 Europe/Berlin, 2026-01-15T08:30:00Z, true",
        "9:00-10:00 Europe/Berlin, 2026-07-15T07:30:00Z, true",
        "9:00-10:00 Europe/Berlin, 2026-07-15T08:30:00Z, false",
    })
    void opensByTheClocksOfItsZone(String window, Instant time, boolean open) {
        assertThat(Window.parse(window).open(time)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "09:00-17:00 UTC, 2026-01-15T10:00:00Z, PT0S",
        "09:00-17:00 UTC, 2026-01-15T08:59:59Z, PT1S",
        "09:00-17:00 UTC, 2026-01-15T17:00:00Z, PT16H",
        // Clocks go from 02:00 to 03:00 on 29 March and from 03:00 back to 02:00 on 25 October.
        "02:30-04:00 Europe/Berlin, 2026-03-29T00:00:00Z, PT1H",
        "02:15-02:45 Europe/Berlin, 2026-03-29T00:00:00Z, PT24H15M",
        "01:30-02:30 Europe/Berlin, 2026-10-25T00:45:00Z, PT15M",
        "02:30-02:45 Europe/Berlin, 2026-10-25T00:50:00Z, PT40M",
        "22:00-06:00 Europe/Berlin, 2026-03-29T05:00:00Z, PT15H",
    })
    void saysHowLongItStaysClosed(String window, Instant time, Duration closed) {
        assertThat(Window.parse(window).untilOpen(time)).isEqualTo(closed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22:00-06:00 Europe/Berlin",
                "02:10-02:20 Europe/Berlin",
                "00:00-00:30 America/Sao_Paulo",
                "01:45-02:15 Australia/Lord_Howe",
                "13:00-13:01 Pacific/Apia",
            })
    void agreesWithTheClockMinuteByMinute(String text) {
        Window window = Window.parse(text);
        Instant opening = null;
        // Backwards from after a year with a day that Apia skipped, so that the next opening is always known.
        for (Instant minute = Instant.parse("2012-01-05T00:00:00Z");
                minute.isAfter(Instant.parse("2010-12-20T00:00:00Z"));
                minute = minute.minus(1, ChronoUnit.MINUTES)) {
            if (window.open(minute)) {
                opening = minute;
            } else if (opening != null) {
                assertThat(window.untilOpen(minute)).as("%s", minute).isEqualTo(Duration.between(minute, opening));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "22-06 UTC",
                "22:00-06:00",
                "25:00-06:00 UTC",
                "22:60-06:00 UTC",
                "24:00-06:00 UTC",
                "24:01-06:00 UTC",
                "06:00-06:00 UTC",
                "22:00-06:00 Europe/Atlantis",
                "22:00-06:00 Europe/Berlin daily",
            })
    void refusesWhatIsNoWindow(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.parse(text))
                .withMessageContaining("'");
    }

    @Test
    void writesWhatItReads() {
        Window window = Window.parse(" 9:05 - 24:00  Europe/Berlin ");
        assertThat(window).hasToString("09:05-24:00 Europe/Berlin").isEqualTo(Window.parse(window.toString()));
    }
}
