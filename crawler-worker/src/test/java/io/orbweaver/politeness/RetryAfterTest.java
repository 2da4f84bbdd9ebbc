package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 10.2.3. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "120                             | PT2M",
                "' 120 '                         | PT2M",
                "0                               | PT0S",
                "000000000000000000030           | PT30S",
                "99999999999999999999999         | PT8760H",
                "31536001                        | PT8760H",
                "Sun, 06 Nov 1994 08:49:37 GMT   | PT37S",
                "sun, 06 nov 1994 08:49:37 gmt   | PT37S",
                "Sunday, 06-Nov-94 08:49:37 GMT  | PT37S",
                "Sun Nov  6 08:49:37 1994        | PT37S",
                "Wed Nov 16 08:49:00 1994        | PT240H",
                "Sun, 06 Nov 2094 08:49:37 GMT   | PT8760H",
                "Sun, 06 Nov 1994 08:48:37 GMT   | -",
                "Sunday, 06-Nov-45 08:49:37 GMT  | -",
                "Sunday, 06-Nov-44 08:49:00 GMT  | PT8760H",
                "-5                              | -",
                "1.5                             | -",
                "soon                            | -",
                "Sun, 36 Nov 1994 08:49:37 GMT   | -",
                "' '                             | -",
            })
    void parse_givesTheWait(String field, Duration wait) {
        assertThat(RetryAfter.parse(field, NOW)).isEqualTo(wait);
    }

    @Test
    void parse_withoutField_isNoWait() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
