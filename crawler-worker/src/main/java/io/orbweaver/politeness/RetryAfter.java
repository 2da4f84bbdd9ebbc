package io.orbweaver.politeness;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} field: RFC 9110 section 10.2.3. Stateless; safe for any thread. */
public final class RetryAfter {

    /** The longest wait that is reported; longer ones are cut to it. */
    public static final Duration MAX = Duration.ofDays(365);

    /** The three forms of RFC 9110 section 5.6.7, without the name of the day, which repeats the date. */
    private static final List<DateTimeFormatter> DATES =
            List.of(format("dd MMM uuuu HH:mm:ss 'GMT'"), rfc850(), format("MMM d HH:mm:ss uuuu"));

    private RetryAfter() {}

    /**
     * Returns how long to wait, or null where nothing is to be waited for: the field is absent, means nothing, is
     * negative or names a time that has passed. Zero means at once.
     *
     * @param now wall clock; a date is taken relative to it
     */
    public static @Nullable Duration parse(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return seconds(text);
        }
        Instant date = date(text, now);
        if (date == null || date.isBefore(now)) {
            return null;
        }
        return cut(Duration.between(now, date));
    }

    private static Duration seconds(String digits) {
        // Ten digits are more than MAX, and any number of digits is allowed.
        return digits.replaceFirst("^0+", "").length() >= 10 ? MAX : cut(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Duration cut(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static @Nullable Instant date(String text, Instant now) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return null;
        }
        // The asctime form pads the day with a space.
        String rest = text.substring(space + 1).strip().replace("  ", " ");
        for (DateTimeFormatter form : DATES) {
            try {
                Instant date = LocalDateTime.parse(rest, form).toInstant(ZoneOffset.UTC);
                return form == DATES.get(1) ? century(date, now) : date;
            } catch (DateTimeException e) {
                continue;
            }
        }
        return null;
    }

    /** A two-digit year that seems more than 50 years ahead is the past year with the same digits. */
    private static Instant century(Instant date, Instant now) {
        LocalDateTime ahead = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(50);
        LocalDateTime read = LocalDateTime.ofInstant(date, ZoneOffset.UTC);
        return (read.isAfter(ahead) ? read.minusYears(100) : read).toInstant(ZoneOffset.UTC);
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    private static DateTimeFormatter rfc850() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}
