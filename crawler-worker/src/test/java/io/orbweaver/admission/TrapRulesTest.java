package io.orbweaver.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapRulesTest {

    @ParameterizedTest
    @CsvSource({
        "/, ",
        "/a/b/c/d/e/f/g/h/page.html?x=1&y=2, ",
        "/a/a/a/a/a, ",
        "/a/a/a/a/a/a, repeated-segment",
        "/a/1/a/2/a/3/a/4/a/5/a/6, repeated-segment",
        "/a/1/a/2/a/3/a/4/a/5/b/6, ",
        "/img/css/img/css/img/css/, ",
        "/img/css/img/css/img/css/img/css/x, repeated-sequence",
        "/x/a/b/c/a/b/c/a/b/c/a/b/c, repeated-sequence",
        "/2020/01/2020/02/2020/03/2020/04, ",
        "//////, ",
        "///////, repeated-segment",
        "/p?filter=a&filter=b&filter=c&filter=d&filter=e&filter=f&filter=g, ",
        "/p?sid=1&x=2, ",
        "/p?SID=1&x=2&sid=3, repeated-session",
        "/p;jsessionid=1?x=2, ",
        "/p;jsessionid=1;jsessionid=2, repeated-session",
        "/p;jsessionid=1/q;jsessionid=2?x=2, repeated-session",
        "/p?next=sid=1&other=sid=2, ",
    })
    void callsOnlyRepetitionATrap(String path, String rule) {
        assertThat(match(path)).isEqualTo(rule);
    }

    @Test
    void endlessPathsAndUrlsAreTraps() {
        String deep = IntStream.rangeClosed(1, TrapRules.MAX_SEGMENTS)
                .mapToObj(segment -> "/" + segment)
                .collect(Collectors.joining());
        assertThat(match(deep)).isNull();
        assertThat(match(deep + "/more")).isEqualTo("path-too-deep");
        String origin = "http://example.com/";
        assertThat(match("/" + "x".repeat(TrapRules.MAX_LENGTH - origin.length())))
                .isNull();
        assertThat(match("/" + "x".repeat(TrapRules.MAX_LENGTH - origin.length() + 1)))
                .isEqualTo("url-too-long");
    }

    @ParameterizedTest
    @CsvSource({"0, 5, true", "5, 5, true", "6, 5, false", "999, 0, true"})
    void depthZeroMeansNoLimit(int depth, int maxDepth, boolean allowed) {
        assertThat(DepthRule.allows(depth, maxDepth)).isEqualTo(allowed);
    }

    private static String match(String path) {
        return TrapRules.match(Url.of(false, "example.com", 80, path));
    }
}
