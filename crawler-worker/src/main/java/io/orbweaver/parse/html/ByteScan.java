package io.orbweaver.parse.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for one byte, eight at a time. */
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
            long difference = (long) WORD.get(in, at) ^ pattern;
            // The lowest bit that is set belongs to the first byte that is zero; higher ones may be carries.
            long zeros = difference - ONES & ~difference & HIGH_BITS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
