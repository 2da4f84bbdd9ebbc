package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those that search engines document for {@code X-Robots-Tag}. */
class RobotsDirectivesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NoIndex, NOFOLLOW                                                 | noindex;nofollow",
                "FooBot: nofollow                                                  | nofollow",
                "foobot:nofollow,noindex                                           | nofollow;noindex",
                "otherbot: noindex, nofollow                                       | ''",
                "googlebot: nofollow, foobot: noindex, otherbot: nosnippet         | noindex",
                "noarchive, otherbot: nofollow                                     | noarchive",
                "max-snippet: 10, nofollow                                         | max-snippet: 10;nofollow",
                "max-image-preview:large, foobot: max-video-preview: -1            | max-image-preview:large;max-video-preview: -1",
                "unavailable_after: 25 Jun 2010 15:00:00 PST, nofollow             | unavailable_after: 25 jun 2010 15:00:00 pst;nofollow",
                "unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, nofollow        | unavailable_after: wed, 03 dec 2025 13:09:53 gmt;nofollow",
                "unavailable_after: June 25, 2010 15:00:00 PST                     | unavailable_after: june 25, 2010 15:00:00 pst",
                "foobot: unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, none    | unavailable_after: wed, 03 dec 2025 13:09:53 gmt;none",
                "otherbot: unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, none  | ''",
                ", ,noindex,,noindex ,                                             | noindex",
                "foobot:, foobot: : x                                              | : x",
            })
    void field_speaksToAllOrToTheRobotItNames(String value, String directives) {
        RobotsDirectives robots = new RobotsDirectives("FooBot");
        robots.field(value);
        assertThat(String.join(";", robots.list())).isEqualTo(directives);
    }

    @Test
    void fieldsAndMetas_addUp() {
        RobotsDirectives robots = new RobotsDirectives("FooBot");
        robots.field("noarchive");
        robots.field("foobot: nofollow");
        robots.meta("robots", "follow, all");
        robots.meta("FOOBOT", "unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT");
        robots.meta("otherbot", "noindex");
        robots.meta(null, "noindex");
        assertThat(robots.list())
                .containsExactly(
                        "noarchive", "nofollow", "follow", "all", "unavailable_after: wed, 03 dec 2025 13:09:53 gmt");
        assertThat(RobotsDirectives.nofollow(robots.list())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"nofollow, true", "none, true", "follow, false", "noindex, false"})
    void nofollowAndNone_closeAPage(String directive, boolean closed) {
        RobotsDirectives robots = new RobotsDirectives("FooBot");
        robots.field(directive);
        assertThat(RobotsDirectives.nofollow(robots.list())).isEqualTo(closed);
    }

    @Test
    void hostileValues_areBounded() {
        RobotsDirectives robots = new RobotsDirectives("FooBot");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            many.append("x").append(i).append(',');
        }
        robots.field("y".repeat(1_000));
        robots.field(many.toString());
        robots.field(",".repeat(1_000_000));
        robots.field("unavailable_after: " + "1,".repeat(1_000_000));
        assertThat(robots.list()).hasSize(RobotsDirectives.MAX_DIRECTIVES);
    }
}
