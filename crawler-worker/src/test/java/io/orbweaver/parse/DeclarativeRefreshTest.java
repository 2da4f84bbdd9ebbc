package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML Standard, shared declarative refresh steps. */
class DeclarativeRefreshTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "5; url=/x          | /x",
                "5;/x               | /x",
                "5 /x               | /x",
                "5,url=/x           | /x",
                "5;URL = '/x' y     | /x",
                "5;url=\"/x\"       | /x",
                "5;url=\"/x         | /x",
                "5;'/x'             | /x",
                "5;url              | url",
                "5;url /x           | url /x",
                "5;uri=/x           | uri=/x",
                "5;url=             | ``",
                "5                  | ``",
                "5.7.8              | ``",
                "5.7;/x             | /x",
                ".5;/x              | /x",
                "` \n5 ; ; url=/x`  | `; url=/x`",
                "5x                 | -",
                "x                  | -",
                "``                 | -",
                "-1;/x              | -",
                "url=/x             | -",
            })
    void target_isThatOfTheStandard(String content, String target) {
        assertThat(DeclarativeRefresh.target(content)).isEqualTo(target);
    }
}
