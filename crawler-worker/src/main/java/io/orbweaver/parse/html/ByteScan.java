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

    /** Returns where the name of a tag stops: at white space, a control, a solidus, a {@code >}, or else at {@code to}. */
    static int findTagNameStop(byte[] in, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(in, at);
            // Taking more than they are from bytes up to the space, and from no others below 0x80, sets the high bit.
            long low = word - (' ' + 1) * ONES & ~word & HIGH_BITS;
            long found = low | zeros(word ^ '>' * ONES) | zeros(word ^ '/' * ONES);
            if (found != 0) {
                return at + index(found);
            }
        }
        while (at < to && (in[at] < 0 || in[at] > ' ') && in[at] != '>' && in[at] != '/') {
            at++;
        }
        return at;
    }

    /** Returns up to eight bytes, the first one lowest, zeros above them. The array must have eight from there. */
    static long first(byte[] in, int from, int count) {
        long word = (long) WORD.get(in, from);
        return count == Long.BYTES ? word : word & (1L << (count << 3)) - 1;
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
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(in, at);
            // A byte is below 0x80 and not zero: taking one away borrows nothing and sets no high bit.
            if (((word | word - ONES) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (in[at] <= 0) {
                return false;
            }
        }
        return true;
    }
}
