package io.orbweaver.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A media type as the {@code Content-Type} field gives it (RFC 9110 section 8.3). Immutable. Lenient: parameters that
 * make no sense are passed over.
 *
 * @param essence type and subtype in lower case, without parameters
 * @param charset the label of the first {@code charset} parameter as written, null where there is none
 */
public record ContentType(String essence, @Nullable String charset) {

    /** Returns what the field says, or null where it is absent or names no media type. */
    public static @Nullable ContentType parse(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int end = field.indexOf(';');
        String essence = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        int slash = essence.indexOf('/');
        if (slash <= 0 || slash == essence.length() - 1) {
            return null;
        }
        return new ContentType(essence, end < 0 ? null : charset(field, end));
    }

    public boolean html() {
        return essence.equals("text/html") || xhtml();
    }

    public boolean xhtml() {
        return essence.equals("application/xhtml+xml");
    }

    /** Whether it is XML of whatever kind (RFC 7303 sections 4 and 8.1). XHTML is, too. */
    boolean xml() {
        return essence.endsWith("+xml") || essence.equals("text/xml") || essence.equals("application/xml");
    }

    private static @Nullable String charset(String field, int from) {
        int at = from;
        while (at >= 0 && at < field.length()) {
            int next = endOfParameter(field, at + 1);
            String parameter = field.substring(at + 1, next);
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
                return unquote(parameter.substring(equals + 1).strip());
            }
            at = next;
        }
        return null;
    }

    /** A semicolon within quotes does not end a parameter. */
    private static int endOfParameter(String field, int from) {
        boolean quoted = false;
        for (int i = from; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return field.length();
    }

    private static String unquote(String value) {
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            return value.substring(1, value.length() - 1).replace("\\", "");
        }
        return value;
    }
}
