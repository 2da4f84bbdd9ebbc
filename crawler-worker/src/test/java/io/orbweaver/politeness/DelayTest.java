package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {

    @ParameterizedTest
    @CsvSource({
        // rule, adaptive, robots, most, crawl-delay, last response, delay
        "PT1S, 0, true, PT60S, , PT9S, PT1S",
        "PT0S, 0, true, PT60S, , PT9S, PT0S",
        "PT1S, 0, true, PT60S, PT5S, PT0S, PT5S",
        "PT8S, 0, true, PT60S, PT5S, PT0S, PT8S",
        "PT1S, 0, true, PT60S, PT600S, PT0S, PT60S",
        "PT1S, 0, true, PT0S, PT600S, PT0S, PT600S",
        "PT1S, 0, false, PT60S, PT5S, PT0S, PT1S",
        "PT1S, 2.5, true, PT60S, , PT2S, PT5S",
        "PT1S, 2.5, true, PT60S, , PT0.1S, PT1S",
        "PT1S, 2.5, true, PT60S, PT9S, PT2S, PT9S",
    })
    void isTheLongestOfWhatIsAskedFor(
            Duration rule,
            double adaptive,
            boolean robots,
            Duration most,
            Duration crawlDelay,
            Duration response,
            Duration delay) {
        Effective effective = new Effective(rule, 1, adaptive, robots, most, 0, null, false, "default");
        assertThat(Delay.between(effective, crawlDelay, response)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"PT60S, PT60S, false", "PT60S, PT61S, true", "PT0S, PT600S, false"})
    void saysWhetherACrawlDelayIsCut(Duration most, Duration asked, boolean cut) {
        Effective effective = new Effective(Duration.ZERO, 1, 0, true, most, 0, null, false, "default");
        assertThat(Delay.isCut(effective, asked)).isEqualTo(cut);
    }
}
