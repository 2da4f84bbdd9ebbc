package io.orbweaver.robots;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The path of one Allow or Disallow line, or of a URL, in the form in which they are compared: RFC 9309 sections 2.2.2
 * and 2.2.3. Stateless; safe for any thread.
 *
 * <p>Own code, because the matcher of crawler-commons 1.6 misses what it must match: it never steps back, so that
 * {@code /*.php$} does not match {@code /a.php.php}, and it takes a URL that {@code java.net.URI} refuses (a bar or a
 * bracket is enough) for the root. It also took 140 ms a URL on a hostile file of 512 KiB.
 */
final class PathPattern {

    /** RFC 3986 unreserved and reserved, without those that have a meaning in rules and those a URL cannot hold bare. */
    private static final String PLAIN = "-._~:/?@!&'()+,;=";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathPattern() {}

    /** Returns a rule's path in normal form; {@code *} and {@code $} keep their meaning. */
    static String ofRule(String path) {
        return normalize(path, true);
    }

    /** Returns the path and query of a URL in normal form; {@code *} and {@code $} are encoded, they mean themselves. */
    static String ofUrl(String pathAndQuery) {
        return normalize(pathAndQuery, false);
    }

    private static String normalize(String path, boolean special) {
        if (normal(path, special)) {
            return path;
        }
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        StringBuilder normal = new StringBuilder(octets.length + 16);
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xff;
            if (octet == '%' && i + 2 < octets.length && hex(octets[i + 1]) && hex(octets[i + 2])) {
                octet = HexFormat.fromHexDigit(octets[i + 1]) * 16 + HexFormat.fromHexDigit(octets[i + 2]);
                i += 2;
                // An encoded reserved character is another one than the character itself.
                append(normal, octet, unreserved(octet));
            } else {
                append(normal, octet, plain(octet) || (special && meaning(octet, i == octets.length - 1)));
            }
        }
        return normal.toString();
    }

    /** Nearly every path is in normal form already. */
    private static boolean normal(String path, boolean special) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!plain(c) && !(special && meaning(c, i == path.length() - 1))) {
                return false;
            }
        }
        return true;
    }

    /** A dollar sign means the end of the path only at the end of the rule, elsewhere itself. */
    private static boolean meaning(int c, boolean last) {
        return c == '*' || (c == '$' && last);
    }

    private static void append(StringBuilder to, int octet, boolean asItIs) {
        if (asItIs) {
            to.append((char) octet);
        } else {
            to.append('%').append(HEX.toHexDigits((byte) octet));
        }
    }

    private static boolean hex(byte octet) {
        return HexFormat.isHexDigit(octet);
    }

    private static boolean plain(int c) {
        return letterOrDigit(c) || PLAIN.indexOf(c) >= 0;
    }

    private static boolean unreserved(int c) {
        return letterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static boolean letterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Whether a pattern holds more than characters that mean themselves. */
    static boolean special(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.endsWith("$");
    }

    /**
     * Whether a pattern matches the beginning of a path, or all of it where it ends with {@code $}.
     *
     * @param effort counts down by the characters looked at; below zero the answer means nothing
     */
    static boolean matches(String pattern, String path, Effort effort) {
        boolean anchored = pattern.endsWith("$");
        int end = anchored ? pattern.length() - 1 : pattern.length();
        int inPattern = 0;
        int inPath = 0;
        int star = -1;
        int resume = 0;
        effort.spend(1);
        while (true) {
            if (inPattern == end) {
                if (!anchored || inPath == path.length()) {
                    return true;
                }
            } else if (pattern.charAt(inPattern) == '*') {
                star = ++inPattern;
                resume = inPath;
                continue;
            } else if (inPath < path.length() && pattern.charAt(inPattern) == path.charAt(inPath)) {
                inPattern++;
                inPath++;
                effort.spend(1);
                continue;
            }
            // Let the last star take one character more; earlier ones need not change.
            if (star < 0 || resume >= path.length() || effort.spent()) {
                return false;
            }
            inPath = ++resume;
            inPattern = star;
            effort.spend(1);
        }
    }

    /** How much matching one decision may still cost. Not thread-safe; one per decision. */
    static final class Effort {
        private long left;

        Effort(long characters) {
            this.left = characters;
        }

        void spend(long characters) {
            left -= characters;
        }

        boolean spent() {
            return left < 0;
        }
    }
}
