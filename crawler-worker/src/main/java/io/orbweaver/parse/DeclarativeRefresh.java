package io.orbweaver.parse;

import org.jspecify.annotations.Nullable;

/**
 * Reads the content of {@code meta http-equiv=refresh} and the field {@code Refresh}: HTML Standard,
 * "shared declarative refresh steps".
 */
final class DeclarativeRefresh {

    /** Seconds up to which a refresh is a redirect; a page shown for longer is meant to be read, and then left. */
    static final int MOST_SECONDS = 10;

    private DeclarativeRefresh() {}

    /** Returns the reference it leads to, empty where the page reloads itself, or null where the content is no refresh. */
    static @Nullable String target(String content) {
        int at = skipSpaces(content, 0);
        int digits = at;
        while (at < content.length() && digit(content.charAt(at))) {
            at++;
        }
        if (at == digits && (at == content.length() || content.charAt(at) != '.')) {
            return null;
        }
        while (at < content.length() && (digit(content.charAt(at)) || content.charAt(at) == '.')) {
            at++;
        }
        if (at == content.length()) {
            return "";
        }
        if (!separator(content.charAt(at)) && !space(content.charAt(at))) {
            return null;
        }
        at = skipSpaces(content, at);
        if (at < content.length() && separator(content.charAt(at))) {
            at = skipSpaces(content, at + 1);
        }
        return reference(content, at);
    }

    /** Returns whether a refresh comes so soon that it is a redirect. Fractions of a second do not count. */
    static boolean redirects(String content) {
        int seconds = 0;
        for (int at = skipSpaces(content, 0);
                at < content.length() && digit(content.charAt(at)) && seconds <= MOST_SECONDS;
                at++) {
            seconds = seconds * 10 + content.charAt(at) - '0';
        }
        return seconds <= MOST_SECONDS;
    }

    /** A {@code url=} before the reference is passed over only where it is complete. */
    private static String reference(String content, int start) {
        int at = start;
        if (content.regionMatches(true, at, "u", 0, 1)) {
            if (!content.regionMatches(true, at, "url", 0, 3)) {
                return content.substring(start);
            }
            at = skipSpaces(content, at + 3);
            if (at >= content.length() || content.charAt(at) != '=') {
                return content.substring(start);
            }
            at = skipSpaces(content, at + 1);
        }
        if (at < content.length() && (content.charAt(at) == '"' || content.charAt(at) == '\'')) {
            int close = content.indexOf(content.charAt(at), at + 1);
            return content.substring(at + 1, close < 0 ? content.length() : close);
        }
        return content.substring(at);
    }

    private static int skipSpaces(String content, int from) {
        int at = from;
        while (at < content.length() && space(content.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean separator(char c) {
        return c == ';' || c == ',';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
