package io.orbweaver.url;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the normal form of one URL after another into a buffer it keeps. For one thread at a time.
 *
 * <p>The caller writes a URL from left to right, and makes room for all of it first: every method but {@link #start}
 * writes without looking at the end of the buffer.
 */
final class NormalForm {
    private static final int PLAIN = 0;
    private static final int ENCODED = 1;
    private static final int PERCENT = 2;
    private static final int SLASH = 3;
    private static final int QUERY = 4;

    // The WHATWG URL Standard's path percent-encode set and special-query percent-encode set (section 1.3).
    private static final byte[] IN_PATH = classes(" \"#<>^`{}");
    private static final byte[] IN_QUERY = classes(" \"#<>'");
    private static final boolean[] UNRESERVED = new boolean[256];

    static {
        IN_PATH['/'] = SLASH;
        IN_PATH['\\'] = SLASH;
        IN_PATH['?'] = QUERY;
        for (int i = 0; i < 128; i++) {
            UNRESERVED[i] = Character.isLetterOrDigit(i) || "-._~".indexOf(i) >= 0;
        }
    }

    private byte[] bytes = new byte[512];
    private int length;
    private int pathStart;

    private static byte[] classes(String encoded) {
        byte[] classes = new byte[256];
        Arrays.fill(classes, 0, ' ', (byte) ENCODED);
        Arrays.fill(classes, 0x7f, 256, (byte) ENCODED);
        for (int i = 0; i < encoded.length(); i++) {
            classes[encoded.charAt(i)] = ENCODED;
        }
        classes['%'] = PERCENT;
        return classes;
    }

    /** Forgets the last URL and makes room for one of so many bytes. */
    void start(int capacity) {
        if (bytes.length < capacity) {
            bytes = new byte[Math.max(capacity, 2 * bytes.length)];
        }
        length = 0;
    }

    /** Writes ASCII as it is. */
    void text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    /** Writes bytes as they are. */
    void text(byte[] ascii, int to) {
        System.arraycopy(ascii, 0, bytes, length, to);
        length += to;
    }

    /** Says that scheme and authority end here or, where they were copied with a path, ended earlier. */
    void pathStartsAt(int position) {
        pathStart = position;
    }

    /**
     * Writes the segments of a path without its first slash, which with the directory they stand in is written already.
     * Dot segments are removed as they come (RFC 3986, section 5.2.4).
     *
     * @return where the path ends: at the "?" or at {@code to}
     */
    int path(byte[] input, int from, int to) {
        byte[] out = bytes;
        int end = length;
        int segment = end;
        int position = from;
        scan:
        for (; position < to; position++) {
            byte b = input[position];
            switch (IN_PATH[b & 0xff]) {
                case PLAIN -> out[end++] = b;
                case SLASH -> {
                    int kept = closeSegment(segment, end);
                    if (kept == end) {
                        out[end++] = '/';
                    } else {
                        end = kept;
                    }
                    segment = end;
                }
                case PERCENT -> {
                    int escaped = HexDigits.escaped(input, position, to);
                    end = percent(escaped, end);
                    position += escaped < 0 ? 0 : 2;
                }
                case QUERY -> {
                    break scan;
                }
                default -> end = escape(b, end);
            }
        }
        length = closeSegment(segment, end);
        return position;
    }

    /** Writes a query, "?" included. */
    void query(byte[] input, int from, int to) {
        byte[] out = bytes;
        int end = length;
        for (int position = from; position < to; position++) {
            byte b = input[position];
            switch (IN_QUERY[b & 0xff]) {
                case PLAIN -> out[end++] = b;
                case PERCENT -> {
                    int escaped = HexDigits.escaped(input, position, to);
                    end = percent(escaped, end);
                    position += escaped < 0 ? 0 : 2;
                }
                default -> end = escape(b, end);
            }
        }
        length = end;
    }

    /** Returns where the path goes on behind a segment: a dot segment, and for ".." its parent, is taken back. */
    private int closeSegment(int segment, int end) {
        int size = end - segment;
        if (size == 0 || size > 2 || bytes[segment] != '.' || bytes[end - 1] != '.') {
            return end;
        }
        int kept = segment;
        if (size == 2 && kept - 1 > pathStart) {
            do {
                kept--;
            } while (bytes[kept - 1] != '/');
        }
        return kept;
    }

    /** Writes what "%" and the next two bytes stand for, or a "%" that stands for itself where {@code escaped} is -1. */
    private int percent(int escaped, int end) {
        if (escaped < 0) {
            bytes[end] = '%';
            return end + 1;
        }
        if (UNRESERVED[escaped] && !completesEscape(escaped, end)) {
            bytes[end] = (byte) escaped;
            return end + 1;
        }
        return escape(escaped, end);
    }

    /** Tells whether a character, were it decoded, would be one of the two digits that a stray "%" before it lacks. */
    private boolean completesEscape(int character, int end) {
        return HexDigits.value(character) >= 0
                && (bytes[end - 1] == '%' || bytes[end - 2] == '%' && HexDigits.value(bytes[end - 1]) >= 0);
    }

    private int escape(int value, int end) {
        bytes[end] = '%';
        bytes[end + 1] = HexDigits.upperCase(value >> 4);
        bytes[end + 2] = HexDigits.upperCase(value);
        return end + 3;
    }

    int length() {
        return length;
    }

    String pathAndQuery() {
        return new String(bytes, pathStart, length - pathStart, StandardCharsets.ISO_8859_1);
    }

    long hash() {
        return XxHash64.hash(bytes, 0, length);
    }
}
