package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainPatternTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, false",
        "*.example.com, example.com, true",
        "EXAMPLE.com., example.com, false",
        "bücher.example, xn--bcher-kva.example, false",
        "localhost, localhost, false",
        "com, com, false",
        "127.0.0.1, 127.0.0.1, false",
        "[::1], [::1], false",
    })
    void readsDomainsAndWildcards(String text, String domain, boolean belowOnly) {
        DomainPattern pattern = DomainPattern.parse(text);
        assertThat(pattern).isEqualTo(new DomainPattern(domain, belowOnly));
        assertThat(DomainPattern.parse(pattern.toString())).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                ".example.com",
                "a..b",
                "www.*.com",
                "https://example.com",
                "example.com/path",
                "example.com:80",
                "-a.com",
                "*.127.0.0.1",
                "a b.com",
            })
    void refusesWhatIsNoDomain(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainPattern.parse(text))
                .withMessageContaining("'" + text + "' is no domain");
    }
}
