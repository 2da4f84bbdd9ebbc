package io.orbweaver.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsJsonTest {
    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        Map<String, List<String>> options = Map.of("seeds", List.of("a\"\n\\é", ""), "none", List.of());

        assertThat(OptionsJson.read(OptionsJson.write(options))).isEqualTo(options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":1}", "{\"a\":[1]}", "{\"a\":[\"b\"", "{\"a\":[\"b\"]", "{\"a\":[[]]}"})
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> OptionsJson.read(text)).isInstanceOf(IOException.class);
    }
}
