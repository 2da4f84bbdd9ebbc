package io.orbweaver.fetch;

import io.orbweaver.url.Url;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one message in the order received. Immutable. */
public record HeaderFields(List<Field> fields) {
    public record Field(String name, String value) {}

    public HeaderFields {
        fields = List.copyOf(fields);
    }

    /**
     * Returns the fields of an answer, without the pseudo fields of HTTP/2. What would end a line when it is written
     * becomes a space (RFC 9110 section 5.5).
     */
    static HeaderFields of(MultiMap headers) {
        List<Field> fields = new ArrayList<>(headers.size());
        for (Map.Entry<String, String> entry : headers) {
            if (!entry.getKey().startsWith(":")) {
                fields.add(new Field(oneLine(entry.getKey()), oneLine(entry.getValue())));
            }
        }
        return new HeaderFields(fields);
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
    }

    /** Returns the first field of that name, whatever its case, or null. */
    public @Nullable String first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    /**
     * Returns what {@code Location} points to as seen from a URL, or null where there is none or it is no http or https
     * URL. Many servers write it in UTF-8 unescaped, which a field's text has one character a byte of.
     */
    public @Nullable Url location(Url from) {
        String value = first("Location");
        return value == null ? null : from.resolve(value.getBytes(StandardCharsets.ISO_8859_1));
    }
}
