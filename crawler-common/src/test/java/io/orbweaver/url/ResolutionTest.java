package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 3986, section 5.4; their results lose the fragment and gain the "/" of an empty path. */
class ResolutionTest {
    private static final Url BASE = Url.of(false, "a", 80, "/b/c/d;p?q");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "g:h | -",
                "g | http://a/b/c/g",
                "./g | http://a/b/c/g",
                "g/ | http://a/b/c/g/",
                "/g | http://a/g",
                "//g | http://g/",
                "?y | http://a/b/c/d;p?y",
                "g?y | http://a/b/c/g?y",
                "#s | http://a/b/c/d;p?q",
                "g#s | http://a/b/c/g",
                "g?y#s | http://a/b/c/g?y",
                ";x | http://a/b/c/;x",
                "g;x | http://a/b/c/g;x",
                "g;x?y#s | http://a/b/c/g;x?y",
                "'' | http://a/b/c/d;p?q",
                ". | http://a/b/c/",
                "./ | http://a/b/c/",
                ".. | http://a/b/",
                "../ | http://a/b/",
                "../g | http://a/b/g",
                "../.. | http://a/",
                "../../ | http://a/",
                "../../g | http://a/g"
            })
    void resolvesNormalExamples(String reference, String expected) {
        assertResolved(reference, expected);
    }

    /** Section 5.4.2; "http:g" is read as the section's lenient parsers and browsers do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../../g | http://a/g",
                "../../../../g | http://a/g",
                "/./g | http://a/g",
                "/../g | http://a/g",
                "g. | http://a/b/c/g.",
                ".g | http://a/b/c/.g",
                "g.. | http://a/b/c/g..",
                "..g | http://a/b/c/..g",
                "./../g | http://a/b/g",
                "./g/. | http://a/b/c/g/",
                "g/./h | http://a/b/c/g/h",
                "g/../h | http://a/b/c/h",
                "g;x=1/./y | http://a/b/c/g;x=1/y",
                "g;x=1/../y | http://a/b/c/y",
                "g?y/./x | http://a/b/c/g?y/./x",
                "g?y/../x | http://a/b/c/g?y/../x",
                "g#s/./x | http://a/b/c/g",
                "g#s/../x | http://a/b/c/g",
                "http:g | http://a/b/c/g"
            })
    void resolvesAbnormalExamples(String reference, String expected) {
        assertResolved(reference, expected);
    }

    private static void assertResolved(String reference, String expected) {
        Url resolved = BASE.resolve(reference);
        assertThat(resolved == null ? null : resolved.toString()).isEqualTo(expected);
        byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
        assertThat(new UrlParser().resolve(BASE, bytes, 0, bytes.length)).isEqualTo(resolved);
    }
}
