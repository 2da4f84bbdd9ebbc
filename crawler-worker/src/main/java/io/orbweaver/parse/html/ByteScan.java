package io.orbweaver.parse.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time. */
final class ByteScan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private ByteScan() {}

    /** Returns where the byte is first found from {@code from} on, or {@code to} where it is not. */
    static int find(byte[] in, int from, int to, byte wanted) {
        long pattern = (wanted & 0xff) * ONES;
        int at = from;
        // Two words in a turn, as what a turn itself costs is about as much as a word.
        for (; at <= to - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            long found = zeros((long) WORD.get(in, at) ^ pattern);
            if (found != 0) {
                return at + index(found);
            }
            found = zeros((long) WORD.get(in, at + Long.BYTES) ^ pattern);
            if (found != 0) {
                return at + Long.BYTES + index(found);
            }
        }
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = zeros((long) WORD.get(in, at) ^ pattern);
            if (found != 0) {
                return at + index(found);
            }
        }
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Marks the bytes that are zero: the lowest bit that is set belongs to the first, higher ones may be carries. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    private static int index(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** Returns where a quoted value stops: at its quote, an ampersand or a zero byte, or else at {@code to}. */
    static int findValueStop(byte[] in, int from, int to, byte quote) {
        long quotes = (quote & 0xff) * ONES;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(in, at);
            long found = zeros(word ^ quotes) | zeros(word ^ '&' * ONES) | zeros(word);
            if (found != 0) {
                return at + index(found);
            }
        }
        while (at < to && in[at] != quote && in[at] != '&' && in[at] != 0) {
            at++;
        }
        return at;
    }

    /** Returns how many of the eight bytes stand before white space, a control, a solidus or a {@code >}. */
    static int tagNameStop(long word) {
        return index(nameStops(word));
    }

    /** Returns the same of the name of an attribute, which an equals sign stops as well. */
    static int attributeNameStop(long word) {
        return index(nameStops(word) | zeros(word ^ '=' * ONES));
    }

    private static long nameStops(long word) {
        // Taking more than they are from bytes up to the space, and from no others below 0x80, sets the high bit.
        long low = word - (' ' + 1) * ONES & ~word & HIGH_BITS;
        return low | zeros(word ^ '>' * ONES) | zeros(word ^ '/' * ONES);
    }

    /** Returns eight bytes, the first one lowest. */
    static long word(byte[] in, int from) {
        return (long) WORD.get(in, from);
    }

    /** Returns eight bytes with the upper case letters of ASCII among them in lower case. */
    static long lowerCase(long bytes) {
        long low = bytes & ~HIGH_BITS;
        // The high bit of each byte is set by one of the sums from 'A' on, by the other from 'Z' + 1 on.
        long upper = low + (0x80 - 'A') * ONES ^ low + (0x7f - 'Z') * ONES;
        return bytes | (upper & ~bytes & HIGH_BITS) >>> 2;
    }

    /** Tells whether all bytes are ASCII and none is zero. */
    static boolean plain(byte[] in, int from, int to) {
        int last = to - Long.BYTES;
        if (last >= from) {
            for (int at = from; at < last; at += Long.BYTES) {
                if (!plain((long) WORD.get(in, at))) {
                    return false;
                }
            }
            // Looks again at some of the bytes before, rather than at single ones.
            return plain((long) WORD.get(in, last));
        }
        for (int at = from; at < to; at++) {
            if (in[at] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** A byte is below 0x80 and not zero: taking one away borrows nothing and sets no high bit. */
    private static boolean plain(long word) {
        return ((word | word - ONES) & HIGH_BITS) == 0;
    }
}
