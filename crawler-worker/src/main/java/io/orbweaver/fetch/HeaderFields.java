package io.orbweaver.fetch;

import io.orbweaver.url.Url;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
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

    /**
     * Reads the fields of a head as it was kept ({@link MessageHeads}). Continuation lines belong to the field before
     * them, after a space (RFC 9112 section 5.2); a line without a colon is no field.
     */
    public static HeaderFields parse(byte[] head) {
        List<Field> fields = new ArrayList<>();
        String name = null;
        StringBuilder value = new StringBuilder();
        Iterator<String> lines =
                new String(head, StandardCharsets.ISO_8859_1).lines().skip(1).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(" ") || line.startsWith("\t")) {
                value.append(' ').append(line.strip());
                continue;
            }
            add(fields, name, value);
            int colon = line.indexOf(':');
            name = colon < 0 ? null : line.substring(0, colon).strip();
            value.append(line, colon + 1, line.length());
        }
        add(fields, name, value);
        return new HeaderFields(fields);
    }

    private static void add(List<Field> fields, @Nullable String name, StringBuilder value) {
        if (name != null) {
            fields.add(new Field(name, oneLine(value.toString().strip())));
        }
        value.setLength(0);
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
    }

    /** Returns the values of all fields of that name, whatever its case, as one list (RFC 9110 section 5.3). */
    public String list(String name) {
        StringBuilder values = new StringBuilder();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.append(values.isEmpty() ? "" : ",").append(field.value());
            }
        }
        return values.toString();
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
