package io.orbweaver.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list is read item by item, and what is no list is refused. */
class JsonListTest {
    private final List<String> ids = new ArrayList<>();

    private String read(String text) throws IOException, InvalidJsonException {
        return JsonList.read(new ByteArrayInputStream(text.getBytes(UTF_8)), item -> ids.add(item.textOrEmpty("id")));
    }

    @Test
    void itemsAndTheCursorAreRead() throws Exception {
        assertThat(read("{\"items\":[{\"id\":\"a\"},{\"id\":7},{}],\"more\":{\"x\":[1]},\"next\":\"c\"}"))
                .isEqualTo("c");
        assertThat(ids).containsExactly("a", "7", "");
        assertThat(read("{\"items\":[],\"next\":null}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "7", "{\"items\":[", "{\"items\":[]} {}", "{\"items\":[{\"a\":1,\"a\":2}]}", "<html>"})
    void whatIsNoListIsRefused(String text) {
        assertThatExceptionOfType(InvalidJsonException.class).isThrownBy(() -> read(text));
    }

    @Test
    void oneItemIsBounded() throws Exception {
        String most = "\"" + "a".repeat(90_000) + "\",";
        String item = "[" + most.repeat(150) + "1]";
        assertThat(read("{\"items\":[" + item + "," + item + "]}")).isNull();
        String tooMuch = "[" + most.repeat(200) + "1]";
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read("{\"items\":[" + tooMuch + "]}"));
    }
}
