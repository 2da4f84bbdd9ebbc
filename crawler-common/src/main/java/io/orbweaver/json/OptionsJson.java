package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of named lists of text: an object whose members are arrays of strings. Any thread. Order is kept. */
public final class OptionsJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private OptionsJson() {}

    /** Returns the JSON on several lines, for people to read, with a line end. */
    public static String write(Map<String, List<String>> options) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, List<String>> option : options.entrySet()) {
                json.writeArrayFieldStart(option.getKey());
                for (String value : option.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Throws {@link IOException} where the text is anything else than {@link #write} makes. */
    public static Map<String, List<String>> read(String text) throws IOException {
        try {
            return parsed(text);
        } catch (JsonProcessingException e) {
            // Its own message has several lines.
            throw new IOException(
                    "it is no valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Map<String, List<String>> parsed(String text) throws IOException {
        Map<String, List<String>> options = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                List<String> values = new ArrayList<>();
                options.put(json.currentName(), values);
                expect(json, json.nextToken(), JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    values.add(json.getText());
                }
                expect(json, json.currentToken(), JsonToken.END_ARRAY);
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
        }
        return options;
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException("line " + json.currentLocation().getLineNr() + ": " + wanted + " expected");
        }
    }
}
