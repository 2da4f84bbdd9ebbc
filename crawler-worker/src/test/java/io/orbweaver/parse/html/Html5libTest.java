package io.orbweaver.parse.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * html5lib's tests of the tokenizer (HTML Standard section 13.2.5), each as one chunk and byte by byte. Not compared are,
 * because the tokenizer does not hand them over: errors, and what a document type says beside that it is one. Left out are
 * the four cases whose input is half of a surrogate pair, which no bytes stand for, and the file {@code xmlViolation},
 * which is about handing HTML to an XML tool.
 */
class Html5libTest {
    private int withoutUtf8;

    private int passed;
    private final List<String> failures = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "contentModelFlags, 21, 0",
        "domjs, 20, 0",
        "entities, 70, 0",
        "escapeFlag, 9, 0",
        "newer, 24, 0",
        "namedEntities, 4210, 0",
        "numericEntities, 327, 0",
        "pendingSpecChanges, 1, 0",
        "test1, 48, 0",
        "test2, 44, 0",
        "test3, 1511, 0",
        "test4, 84, 0",
        "unicodeChars, 323, 0",
        "unicodeCharsProblematic, 5, 4",
    })
    void everyCase_ofFile(String file, int cases, int excluded) throws IOException {
        for (JsonNode test : read(file).get("tests")) {
            JsonNode states = test.get("initialStates");
            if (states == null) {
                run(test, "data state");
            } else {
                states.forEach(state -> run(test, state.asText().toLowerCase(Locale.ROOT)));
            }
        }
        assertThat(failures)
                .as("%d passed, %d without UTF-8", passed, withoutUtf8)
                .isEmpty();
        assertThat(passed).isEqualTo(cases - excluded);
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = Html5libTest.class.getResourceAsStream("html5lib-tests/" + file + ".test")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private void run(JsonNode test, String state) {
        boolean escaped = test.path("doubleEscaped").asBoolean();
        String input = text(test.get("input"), escaped);
        List<List<Object>> expected = tokens(test.get("output"), escaped);
        if (halfPair(input)) {
            withoutUtf8++;
            return;
        }
        String last = test.path("lastStartTag").asText("");
        for (int chunk : new int[] {Integer.MAX_VALUE / 2, 1}) {
            List<List<Object>> actual = TokenAdapter.tokens(input, state, last, chunk);
            if (!actual.equals(expected)) {
                failures.add("%s: %s in %s, chunks of %d%n  expected %s%n  but got  %s"
                        .formatted(test.get("description"), test.get("input"), state, chunk, expected, actual));
                return;
            }
        }
        passed++;
    }

    private static boolean halfPair(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    /** Errors are left out, and the texts that they separate become one. */
    private static List<List<Object>> tokens(JsonNode output, boolean escaped) {
        List<List<Object>> tokens = new ArrayList<>();
        String text = "";
        for (JsonNode token : output) {
            if (token.isTextual()) {
                continue;
            }
            String kind = token.get(0).asText();
            if (kind.equals("Character")) {
                text += text(token.get(1), escaped);
                continue;
            }
            if (!text.isEmpty()) {
                tokens.add(List.of("Character", text));
                text = "";
            }
            tokens.add(token(token, kind, escaped));
        }
        if (!text.isEmpty()) {
            tokens.add(List.of("Character", text));
        }
        return tokens;
    }

    private static List<Object> token(JsonNode token, String kind, boolean escaped) {
        if (kind.equals("DOCTYPE")) {
            return List.of(kind);
        }
        String data = text(token.get(1), escaped);
        if (!kind.equals("StartTag")) {
            return List.of(kind, data);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute : token.get(2).properties()) {
            attributes.put(attribute.getKey(), text(attribute.getValue(), escaped));
        }
        return token.size() > 3 ? List.of(kind, data, attributes, true) : List.of(kind, data, attributes);
    }

    private static String text(JsonNode node, boolean escaped) {
        String text = node.asText();
        int at = escaped ? text.indexOf("\\u") : -1;
        while (at >= 0) {
            text = text.substring(0, at)
                    + (char) Integer.parseInt(text.substring(at + 2, at + 6), 16)
                    + text.substring(at + 6);
            at = text.indexOf("\\u", at + 1);
        }
        return text;
    }
}
