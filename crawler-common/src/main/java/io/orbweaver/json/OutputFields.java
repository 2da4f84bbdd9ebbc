package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.config.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OutputFields of the kinds that JSON has no name for, as users see them. */
final class OutputFields {
    private OutputFields() {}

    static void time(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
        json.writeStringField(name, value == null ? null : value.toString());
    }

    /** No time at all is the number 0, as it is written in configurations. */
    static void duration(JsonGenerator json, String name, @Nullable Duration value) throws IOException {
        if (value != null && value.isZero()) {
            json.writeNumberField(name, 0);
        } else {
            json.writeStringField(name, value == null ? null : Durations.format(value));
        }
    }

    static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
