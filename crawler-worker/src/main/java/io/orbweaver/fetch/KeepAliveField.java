package io.orbweaver.fetch;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code Keep-Alive} field of an answer (RFC 2068 section 19.7.1.1): how long the server keeps the connection. */
final class KeepAliveField {
    private static final String TIMEOUT = "timeout=";

    /** Where the server may close first, we do: a request that meets the closing costs another connection. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private KeepAliveField() {}

    /** Returns how long the connection can be used, as far as the field says. */
    static long nanos(@Nullable String field) {
        if (field == null) {
            return Long.MAX_VALUE;
        }
        for (String part : field.split(",")) {
            String text = part.trim().toLowerCase(Locale.ROOT);
            if (text.startsWith(TIMEOUT)) {
                try {
                    long seconds =
                            Integer.parseInt(text.substring(TIMEOUT.length()).trim());
                    return Math.max(0, Duration.ofSeconds(seconds).minus(MARGIN).toNanos());
                } catch (NumberFormatException e) {
                    // Not a number: the field says nothing.
                    return Long.MAX_VALUE;
                }
            }
        }
        return Long.MAX_VALUE;
    }
}
