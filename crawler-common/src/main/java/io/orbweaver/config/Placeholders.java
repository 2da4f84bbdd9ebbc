package io.orbweaver.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in <code>${NAME}</code> and <code>${NAME:-default}</code> from the environment; <code>$${</code> stands for
 * <code>${</code> itself. Pure.
 */
final class Placeholders {
    private static final Pattern FORM = Pattern.compile("\\$\\$\\{|\\$\\{(?:(\\w+)(?::-([^}]*))?})?");

    private Placeholders() {}

    /** @throws IllegalArgumentException with a sentence for the user where a placeholder cannot be filled in */
    static String fill(String text, Map<String, String> environment) {
        if (!text.contains("${")) {
            return text;
        }
        return FORM.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, text, environment)));
    }

    private static String value(MatchResult found, String text, Map<String, String> environment) {
        if (found.group().equals("$${")) {
            return "${";
        }
        String name = found.group(1);
        if (name == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a placeholder that cannot be read: write ${NAME}, or $${ for the characters");
        }
        String value = environment.get(name);
        if (value == null) {
            value = found.group(2);
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "the environment has no variable " + name + ": set it, or write ${" + name + ":-default}");
        }
        return value;
    }
}
