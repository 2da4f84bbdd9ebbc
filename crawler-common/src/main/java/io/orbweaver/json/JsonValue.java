package io.orbweaver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON that another process sent, read field by field. What is missing, null or of another kind than asked for is null,
 * zero or empty, so that an answer of another version is shown as far as it is understood. Immutable; any thread.
 */
public final class JsonValue {
    private final JsonNode node;

    JsonValue(JsonNode node) {
        this.node = node;
    }

    /** Reads one object. The caller bounds the number of bytes; nesting, names and texts are bounded here. */
    public static JsonValue object(byte[] body) throws InvalidJsonException {
        return new JsonValue(JsonDocument.object(body));
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Returns what is under the field; of nothing at all where there is no such field. */
    public JsonValue at(String name) {
        JsonNode value = node.get(name);
        return new JsonValue(value == null ? MissingNode.getInstance() : value);
    }

    public @Nullable String text(String name) {
        JsonNode value = node.get(name);
        return value == null || !value.isValueNode() || value.isNull() ? null : value.asText();
    }

    /** Returns the text, or an empty one. */
    public String textOrEmpty(String name) {
        String text = text(name);
        return text == null ? "" : text;
    }

    public long number(String name) {
        JsonNode value = node.get(name);
        return value == null || !value.isNumber() ? 0 : value.longValue();
    }

    public double decimal(String name) {
        JsonNode value = node.get(name);
        return value == null || !value.isNumber() ? 0 : value.doubleValue();
    }

    public boolean truth(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    public @Nullable Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the elements of the list under the field. */
    public List<JsonValue> items(String name) {
        List<JsonValue> items = new ArrayList<>();
        JsonNode list = node.get(name);
        if (list != null && list.isArray()) {
            list.forEach(item -> items.add(new JsonValue(item)));
        }
        return items;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node.get(name);
        if (list != null && list.isArray()) {
            list.forEach(item -> texts.add(item.asText()));
        }
        return texts;
    }

    /** Returns the numbers of this object by their fields' names, in their order; other fields are left out. */
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            if (node.get(name).isNumber()) {
                numbers.put(name, number(name));
            }
        });
        return numbers;
    }

    /** Returns the texts, numbers and truth values of this object as text by their fields' names, in their order. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            String text = text(name);
            if (text != null) {
                settings.put(name, text);
            }
        });
        return settings;
    }
}
