package io.orbweaver.url;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, as the xxHash fast digest algorithm specification (version 0.1.1, section "XXH64 Algorithm
 * Description") defines it: fast, well spread, not cryptographic. Stateless, safe in any thread.
 */
final class XxHash64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    /** Returns the hash of the bytes from {@code from} up to, not including, {@code to}. */
    static long hash(byte[] text, int from, int to) {
        int position = from;
        long hash = PRIME_5;
        if (to - from >= 32) {
            int lastStripe = to - 32;
            long first = PRIME_1 + PRIME_2;
            long second = PRIME_2;
            long third = 0;
            long fourth = -PRIME_1;
            do {
                first = round(first, (long) LONG.get(text, position));
                second = round(second, (long) LONG.get(text, position + 8));
                third = round(third, (long) LONG.get(text, position + 16));
                fourth = round(fourth, (long) LONG.get(text, position + 24));
                position += 32;
            } while (position <= lastStripe);
            hash = Long.rotateLeft(first, 1)
                    + Long.rotateLeft(second, 7)
                    + Long.rotateLeft(third, 12)
                    + Long.rotateLeft(fourth, 18);
            hash = merge(merge(merge(merge(hash, first), second), third), fourth);
        }
        return avalanche(remainder(hash + (to - from), text, position, to));
    }

    private static long remainder(long start, byte[] text, int from, int to) {
        long hash = start;
        int position = from;
        for (; position + 8 <= to; position += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(text, position)), 27) * PRIME_1 + PRIME_4;
        }
        if (position + 4 <= to) {
            long word = (int) INT.get(text, position) & 0xFFFFFFFFL;
            hash = Long.rotateLeft(hash ^ word * PRIME_1, 23) * PRIME_2 + PRIME_3;
            position += 4;
        }
        for (; position < to; position++) {
            hash = Long.rotateLeft(hash ^ (text[position] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long mixed) {
        long hash = (mixed ^ mixed >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
