package io.orbweaver.app;

import io.orbweaver.crawl.UrlPatterns;
import io.orbweaver.crawl.UserText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of options. Methods that parse throw {@link IllegalArgumentException} whose message says what to write;
 * those that look for a problem return a sentence, or null. Pure.
 */
final class Values {
    private static final Pattern ADDRESS = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

    private Values() {}

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
        if (!UserText.printable(text)) {
            throw new IllegalArgumentException("leave out line ends and other control characters");
        }
        return text;
    }

    static @Nullable String patternProblem(String option, String text) {
        String problem = UrlPatterns.problem(text);
        if (problem == null) {
            return null;
        }
        String advice =
                problem.contains("RE2") ? "; put a backslash before characters that stand for themselves." : ".";
        return option + " cannot be used: " + problem + advice;
    }

    static @Nullable String addressProblem(String option, String text) {
        Matcher matcher = ADDRESS.matcher(text);
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
                && UserText.fieldName(text.substring(0, colon))
                && UserText.printable(text.substring(colon + 1));
        return good ? null : "--header cannot be '" + text + "': write a name, a colon and a value, like 'X-Key: abc'.";
    }
}
