package io.orbweaver.app;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The values of options. Methods that parse throw {@link IllegalArgumentException} whose message says what to write;
 * those that look for a problem return a sentence, or null. Pure.
 */
final class Values {
    private static final java.util.regex.Pattern QUANTITY = java.util.regex.Pattern.compile("(\\d{1,18})([A-Za-z]+)");
    private static final java.util.regex.Pattern FIELD_NAME =
            java.util.regex.Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final java.util.regex.Pattern ADDRESS =
            java.util.regex.Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
    private static final String WRITE_DURATION = "write a duration like 500ms, 10s, 2m, 24h or 7d";
    private static final String WRITE_SIZE = "write a size like 512KiB, 10MiB or 1GiB";

    private Values() {}

    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        MatchResult parts = parts(text, WRITE_DURATION);
        long number = Long.parseLong(parts.group(1));
        try {
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> throw new IllegalArgumentException(WRITE_DURATION);
            };
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("that is too long; write 0 for no limit", e);
        }
    }

    static long size(String text) {
        if (text.equals("0")) {
            return 0;
        }
        MatchResult parts = parts(text, WRITE_SIZE);
        int power = switch (parts.group(2)) {
            case "B" -> 0;
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            case "TiB" -> 40;
            default -> throw new IllegalArgumentException(WRITE_SIZE);
        };
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << power);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("that is too much; write 0 for no limit", e);
        }
    }

    private static MatchResult parts(String text, String advice) {
        java.util.regex.Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(advice);
        }
        return matcher;
    }

    static long number(String text) {
        return number(text, 0, Long.MAX_VALUE);
    }

    static int smallNumber(String text) {
        return (int) number(text, 0, Integer.MAX_VALUE);
    }

    static int positiveNumber(String text) {
        return (int) number(text, 1, Integer.MAX_VALUE);
    }

    static long number(String text, long least, long most) {
        String advice = "write a whole number from " + least + (most < Integer.MAX_VALUE ? " to " + most : " up");
        try {
            long value = Long.parseLong(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException(advice);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(advice, e);
        }
    }

    /** Text that goes into a header field: a line end in it would begin another field. */
    static String fieldValue(String text) {
        if (!printable(text)) {
            throw new IllegalArgumentException("leave out line ends and other control characters");
        }
        return text;
    }

    private static boolean printable(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    static @Nullable String urlProblem(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return lower.contains("://")
                    ? "The URL '" + text + "' is neither http nor https: give a URL that begins with https://."
                    : "The URL '" + text + "' lacks its scheme: write https://" + text + ".";
        }
        try {
            if (Url.parse(text) != null) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            return malformed(text);
        }
        return malformed(text);
    }

    private static String malformed(String text) {
        return "'" + text + "' is no URL: write it like https://example.com/path.";
    }

    static @Nullable String patternProblem(String option, String text) {
        try {
            Pattern.compile(text);
            return null;
        } catch (PatternSyntaxException e) {
            return option + " '" + text + "' is no RE2 pattern (" + e.getDescription()
                    + "): put a backslash before characters that stand for themselves.";
        }
    }

    static @Nullable String addressProblem(String option, String text) {
        java.util.regex.Matcher matcher = ADDRESS.matcher(text);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(1));
            if (port >= 1 && port <= 65_535) {
                return null;
            }
        }
        return option + " cannot be '" + text + "': write HOST:PORT, like 127.0.0.1:53 or [::1]:53.";
    }

    static @Nullable String headerProblem(String text) {
        int colon = text.indexOf(':');
        boolean good = colon > 0
                && FIELD_NAME.matcher(text.substring(0, colon)).matches()
                && printable(text.substring(colon + 1));
        return good ? null : "--header cannot be '" + text + "': write a name, a colon and a value, like 'X-Key: abc'.";
    }
}
