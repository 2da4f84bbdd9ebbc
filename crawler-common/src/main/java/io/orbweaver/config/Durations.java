package io.orbweaver.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them everywhere: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 24h}, {@code 7d}. Pure. */
public final class Durations {
    /** A century: long enough for any wait, and short enough to count in nanoseconds. */
    public static final Duration MAX = Duration.ofDays(36_500);

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a whole number with its unit, or a plain {@code 0}.
     *
     * @throws IllegalArgumentException with a sentence for the user where the text is no duration
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no duration: write a whole number and a unit, such as 500ms, 10s, 2m, 24h or 7d");
        }
        long number = Long.parseLong(form.group(1));
        long unit = millis(form.group(2));
        if (number > MAX.toMillis() / unit) {
            throw new IllegalArgumentException(
                    "'" + text + "' is too long: at most " + format(MAX) + " can be written");
        }
        return Duration.ofMillis(number * unit);
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    /** Returns the shortest text that {@link #parse} reads as that duration; what is below a millisecond is dropped. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        }
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            if (millis % millis(unit) == 0) {
                return millis / millis(unit) + unit;
            }
        }
        return millis + "ms";
    }
}
