package io.orbweaver.parse.html;

import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a name stands for, without making a string of it. Names have at most 16 bytes. Immutable.
 *
 * @param <T> what names stand for
 */
final class NameTable<T> {
    /** Places; few enough are taken that a search ends at the first or second. */
    private static final int SIZE = 256;

    private final long[] heads = new long[SIZE];
    private final long[] tails = new long[SIZE];
    private final @Nullable T[] values;

    /**
     * @param names in lower case
     * @param array makes an array of what they stand for, so that nothing found needs a check of its class
     */
    NameTable(Map<String, T> names, IntFunction<@Nullable T[]> array) {
        values = array.apply(SIZE);
        names.forEach((text, value) -> {
            Name name = Name.of(text);
            if (name.length() > 2 * Long.BYTES || 2 * names.size() > SIZE) {
                throw new IllegalArgumentException("too long, or too many: " + text);
            }
            int place = place(name.head(), name.tail());
            while (heads[place] != 0) {
                place = place + 1 & SIZE - 1;
            }
            heads[place] = name.head();
            tails[place] = name.tail();
            values[place] = value;
        });
    }

    @Nullable
    T find(Name name) {
        long head = name.head();
        long tail = name.tail();
        if (name.length() > 2 * Long.BYTES) {
            return null;
        }
        int place = place(head, tail);
        while (heads[place] != 0) {
            if (heads[place] == head && tails[place] == tail) {
                return values[place];
            }
            place = place + 1 & SIZE - 1;
        }
        return null;
    }

    private static int place(long head, long tail) {
        return (int) ((head ^ tail * 31) * 0x9E37_79B9_7F4A_7C15L >>> 56);
    }
}
