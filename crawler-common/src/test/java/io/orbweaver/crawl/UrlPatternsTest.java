package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternsTest {

    @Test
    void findsAnywhere() {
        UrlPatterns patterns = UrlPatterns.compile(List.of("\\.pdf$", "/(?i)PRINT/"));
        assertThat(patterns.anyFoundIn("http://a.example/x.pdf")).isTrue();
        assertThat(patterns.anyFoundIn("http://a.example/print/x")).isTrue();
        assertThat(patterns.anyFoundIn("http://a.example/x.pdf?download")).isFalse();
        assertThat(UrlPatterns.compile(List.of()).anyFoundIn("http://a.example/"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "[a", "a{2000}", "(?<=x)y", "\\1", "a**", "((a{100}){100}){100}", "(((a{1000}){1000}){1000}"
            })
    void saysWhatIsWrongWithAPattern(String text) {
        assertThat(UrlPatterns.problem(text)).isNotBlank();
        assertThatIllegalArgumentException().isThrownBy(() -> UrlPatterns.compile(List.of(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc 3",
                "a{3}b 4",
                "(ab){3} 9",
                "((a{9}){9}){9} 729",
                "a{2,7} 7",
                "a{3,} 3",
                "[({9}]{5} 5",
                "[^]{9}]{5} 5",
                "\\({5} 5",
                "a{x}{3} 5",
                "a){4}(b{50} 51",
            })
    void writesRepetitionsOutBeforeItCounts(String text, long least) {
        assertThat(PatternSize.of(text)).isBetween(least, 2 * least + 10);
    }

    @Test
    void refusesEndlessPatterns() {
        assertThat(UrlPatterns.problem("x".repeat(UrlPatterns.MAX_LENGTH))).isNull();
        assertThat(UrlPatterns.problem("x".repeat(UrlPatterns.MAX_LENGTH + 1))).contains("2001 characters");
        assertThat(UrlPatterns.problem("(".repeat(900) + ")".repeat(900))).isNull();
    }
}
