package io.orbweaver.config;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a politeness rule holds for: {@code example.com} is that host and every host below it,
 * {@code *.example.org} only those below. An IP address stands for itself alone. Immutable, safe on any thread.
 *
 * @param domain in lower case and ASCII, without a trailing dot
 * @param belowOnly whether the domain itself is left out
 */
public record DomainPattern(String domain, boolean belowOnly) {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]|(\\d{1,3}\\.){3}\\d{1,3}");
    private static final String BELOW = "*.";

    /**
     * Reads a pattern as users write it.
     *
     * @throws IllegalArgumentException with a sentence for the user where the text is no pattern
     */
    public static DomainPattern parse(String text) {
        String name = text.strip();
        boolean below = name.startsWith(BELOW);
        if (below) {
            name = name.substring(BELOW.length());
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String domain = ascii(name, text);
        boolean address = ADDRESS.matcher(domain).matches();
        if (domain.length() > 253 || !(address ? !below : NAME.matcher(domain).matches())) {
            throw invalid(text, null);
        }
        return new DomainPattern(domain, below);
    }

    private static String ascii(String name, String text) {
        if (name.chars().allMatch(letter -> letter < 128)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(name).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid(text, e);
        }
    }

    private static IllegalArgumentException invalid(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no domain: write 'example.com' (with all hosts below it) or '*.example.com' (only"
                        + " those below), without scheme, port or path",
                cause);
    }

    /** Returns whether that host name is an IP address, which has no domain above it. */
    public static boolean address(String host) {
        return ADDRESS.matcher(host).matches();
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return belowOnly ? BELOW + domain : domain;
    }
}
