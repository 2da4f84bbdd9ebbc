package io.orbweaver.parse.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The named character references: HTML Standard section 13.5, with and without semicolon as listed there. Names are
 * sorted, and a search narrows a range of them byte by byte.
 */
final class NamedReferences {
    /** Bytes of the longest name, its semicolon included. */
    static final int MAX_LENGTH = 32;

    private static final byte[][] NAMES;
    private static final int[] FIRST;
    /** Second code point of the few names that stand for two characters, else 0. */
    private static final int[] SECOND;

    static {
        // One name a line: the name, then its code points in hexadecimal; sorted by bytes.
        List<String> lines = read();
        int count = lines.size();
        NAMES = new byte[count][];
        FIRST = new int[count];
        SECOND = new int[count];
        for (int i = 0; i < count; i++) {
            String[] parts = lines.get(i).split(" ");
            NAMES[i] = parts[0].getBytes(StandardCharsets.US_ASCII);
            FIRST[i] = Integer.parseInt(parts[1], 16);
            SECOND[i] = parts.length > 2 ? Integer.parseInt(parts[2], 16) : 0;
        }
    }

    private NamedReferences() {}

    private static List<String> read() {
        try (InputStream in = NamedReferences.class.getResourceAsStream("named-references.txt");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int count() {
        return NAMES.length;
    }

    /** Returns where names begin, in a range that shares {@code depth} bytes, whose next byte is at least this one. */
    static int from(int low, int high, int depth, int next) {
        int below = low;
        int above = high;
        while (below < above) {
            int middle = below + above >>> 1;
            byte[] name = NAMES[middle];
            if (name.length <= depth || name[depth] < next) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below;
    }

    /** Tells whether the first name of a range ends after so many bytes: the shortest is sorted first. */
    static boolean endsAt(int index, int depth) {
        return NAMES[index].length == depth;
    }

    static int first(int index) {
        return FIRST[index];
    }

    static int second(int index) {
        return SECOND[index];
    }
}
