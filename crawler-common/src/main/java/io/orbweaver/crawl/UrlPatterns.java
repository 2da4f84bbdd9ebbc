package io.orbweaver.crawl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that users write about URLs, in RE2 syntax: the time to match is linear in the URL, whatever the pattern.
 * A pattern matches where it is found anywhere in the text. The one place where RE2/J is used. Immutable, safe on any
 * thread.
 */
public final class UrlPatterns {
    /** Longer ones are no hand's work, and the memory of a compiled pattern grows with its text. */
    public static final int MAX_LENGTH = 2_000;

    /** Each step may cost time at each letter of each URL. */
    public static final int MAX_STEPS = 5_000;

    private final List<Pattern> patterns;

    private UrlPatterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Compiles patterns once for many URLs.
     *
     * @throws IllegalArgumentException where {@link #problem} has something to say about one of them
     */
    public static UrlPatterns compile(List<String> texts) {
        return new UrlPatterns(texts.stream().map(UrlPatterns::checked).toList());
    }

    /** Returns what is wrong with a pattern, as a sentence for the user, or null where nothing is. */
    public static @Nullable String problem(String text) {
        try {
            checked(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static Pattern checked(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the pattern has " + text.length() + " characters; " + MAX_LENGTH + " are allowed");
        }
        long steps = PatternSize.of(text);
        if (steps > MAX_STEPS) {
            throw new IllegalArgumentException("the pattern has some " + steps
                    + " steps when its repetitions are written out; " + MAX_STEPS + " are allowed");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no RE2 pattern: " + e.getDescription() + " at '" + e.getPattern() + "'", e);
        }
    }

    /** Returns whether there is no pattern at all. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Returns whether one of the patterns is found anywhere in the text. */
    public boolean anyFoundIn(String text) {
        return firstFoundIn(text) != null;
    }

    /** Returns the first of the patterns that is found anywhere in the text, as it was written, or null. */
    public @Nullable String firstFoundIn(String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find()) {
                return pattern.pattern();
            }
        }
        return null;
    }
}
