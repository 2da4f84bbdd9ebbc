package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of the web-platform-tests for the WHATWG URL Standard. The expected value is the suite's, put into our
 * normal form where that is documented to differ; a URL of another scheme is expected to be refused.
 */
class WebPlatformTest {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    /** Inputs that we refuse though the standard takes them, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "http://./", "The DNS root is no host to fetch from",
            "http://../", "Empty label, which no resolver can look up",
            "http://foo.09..", "Empty label, which no resolver can look up");

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream data = WebPlatformTest.class.getResourceAsStream("/web-platform-tests/urltestdata.json")) {
            JsonNode all = new ObjectMapper().readTree(data);
            // Strings between the cases are headings.
            return StreamSupport.stream(all.spliterator(), false).filter(JsonNode::isObject);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parsesAsBrowsersDo(JsonNode testCase) {
        String input = testCase.get("input").textValue();
        String baseText =
                testCase.get("base").isNull() ? "" : testCase.get("base").textValue();
        Url base = Url.parse(baseText);
        Url actual = base == null ? Url.parse(input) : base.resolve(input);
        String expected = REFUSED.containsKey(input) ? null : expected(testCase);
        assertThat(actual == null ? null : actual.toString()).isEqualTo(expected);
    }

    @Test
    void runsTheWholeSuite() throws IOException {
        assertThat(cases()).hasSize(687);
    }

    private static @Nullable String expected(JsonNode testCase) {
        String protocol = testCase.path("protocol").asText();
        if (!protocol.equals("http:") && !protocol.equals("https:")) {
            return null;
        }
        String host = testCase.get("hostname").textValue();
        String port = testCase.get("port").textValue();
        String withoutFragment = testCase.get("href").textValue().split("#", 2)[0];
        String query = withoutFragment.contains("?") ? withoutFragment.substring(withoutFragment.indexOf('?')) : "";
        return protocol + "//"
                + (host.endsWith(".") ? host.substring(0, host.length() - 1) : host)
                + (port.isEmpty() ? "" : ":" + port)
                // The standard encodes "^" in paths since these data were taken.
                + unreservedDecoded(testCase.get("pathname").textValue().replace("^", "%5E"))
                + unreservedDecoded(query);
    }

    private static String unreservedDecoded(String text) {
        return ESCAPE.matcher(text).replaceAll(WebPlatformTest::unreservedDecoded);
    }

    private static String unreservedDecoded(MatchResult escape) {
        String character = Character.toString(Integer.parseInt(escape.group().substring(1), 16));
        return character.matches("[A-Za-z0-9._~-]") ? character : escape.group().toUpperCase(Locale.ROOT);
    }
}
