package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/**
 * IPv6 addresses as the WHATWG URL Standard reads ("IPv6 parser") and writes them ("IPv6 serializer", section 3.5): the
 * canonical form of RFC 5952, section 4, with an embedded IPv4 address in hexadecimal too. Stateless, safe in any thread.
 */
final class Ipv6Address {
    private static final int PIECES = 8;

    private Ipv6Address() {}

    /** Returns the canonical form without brackets, or null where the text, without brackets, is no address. */
    static @Nullable String normalize(String text) {
        int[] pieces = new int[PIECES];
        int count = 0;
        int compress = -1;
        int position = 0;
        if (text.startsWith(":")) {
            if (!text.startsWith("::")) {
                return null;
            }
            // "::" stands for one piece at least.
            position = 2;
            compress = ++count;
        }
        while (position < text.length()) {
            if (count == PIECES) {
                return null;
            }
            if (text.charAt(position) == ':') {
                if (compress >= 0) {
                    return null;
                }
                position++;
                compress = ++count;
                continue;
            }
            int end = hexEnd(text, position);
            if (end < text.length() && text.charAt(end) == '.') {
                if (count > PIECES - 2 || !embedIpv4(text, position, pieces, count)) {
                    return null;
                }
                count += 2;
                break;
            }
            if (end == position || end < text.length() && (text.charAt(end) != ':' || end + 1 == text.length())) {
                return null;
            }
            pieces[count++] = Integer.parseInt(text, position, end, 16);
            position = Math.min(end + 1, text.length());
        }
        return expand(pieces, count, compress) ? serialize(pieces) : null;
    }

    /** Returns the end of the hexadecimal digits at a position, of which a piece has four at most. */
    private static int hexEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end < start + 4 && HexDigits.value(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** Reads four strictly decimal parts, without leading zeros, up to the end of the text. */
    private static boolean embedIpv4(String text, int start, int[] pieces, int count) {
        int position = start;
        for (int part = 0; part < 4; part++) {
            int end = text.indexOf('.', position);
            if (part == 3) {
                if (end >= 0) {
                    return false;
                }
                end = text.length();
            }
            int value = end < 0 ? -1 : decimalByte(text, position, end);
            if (value < 0) {
                return false;
            }
            pieces[count + part / 2] = pieces[count + part / 2] << 8 | value;
            position = end + 1;
        }
        return true;
    }

    private static int decimalByte(String text, int start, int end) {
        if (end == start || end - start > 3 || end - start > 1 && text.charAt(start) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value <= 255 ? value : -1;
    }

    /** Moves the pieces behind "::" to the end; false where there are too few without one. */
    private static boolean expand(int[] pieces, int count, int compress) {
        if (compress < 0) {
            return count == PIECES;
        }
        int moved = count - compress;
        for (int i = 1; i <= moved; i++) {
            int piece = pieces[count - i];
            pieces[count - i] = 0;
            pieces[PIECES - i] = piece;
        }
        return true;
    }

    private static String serialize(int[] pieces) {
        int longest = -1;
        int longestLength = 1;
        for (int start = 0; start < PIECES; start++) {
            int end = start;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            // The first of the longest runs of at least two zeros is left out (RFC 5952, section 4.2).
            if (end - start > longestLength) {
                longest = start;
                longestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < PIECES; i++) {
            if (i == longest) {
                text.append(i == 0 ? "::" : ":");
                i += longestLength - 1;
                continue;
            }
            text.append(Integer.toHexString(pieces[i]));
            if (i < PIECES - 1) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
