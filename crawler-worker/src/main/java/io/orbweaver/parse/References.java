package io.orbweaver.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The references of a page as they were written, as the URL parser takes them, each once, in the order of their first appearance: bytes in
 * one array, found again by their hash. Bounded: what comes beyond {@link #MAX_COUNT} or {@link #MAX_BYTES} is dropped. Not
 * thread-safe; one per page.
 */
final class References {
    /** Distinct references of a page that are kept. */
    static final int MAX_COUNT = 10_000;

    /** Bytes of all of them together. */
    static final int MAX_BYTES = 2 << 20;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Differs from run to run, so that no page can be written whose references all collide.
    private static final long SEED = System.nanoTime() * 0xD6E8_FEB8_6659_FD93L;

    private byte[] bytes = new byte[2048];
    private int[] ends = new int[64];
    private int[] hashes = new int[64];
    private boolean[] nofollow = new boolean[64];
    private int count;
    /** Index of a reference and one, 0 where the place is free; at most half of the places are taken. */
    private int[] table = new int[128];

    /** Takes the next reference; one that is not marked nofollow is enough to follow it. */
    void add(byte[] from, int start, int end, boolean marked) {
        int hash = hash(from, start, end);
        int place = hash & table.length - 1;
        for (; table[place] != 0; place = place + 1 & table.length - 1) {
            int index = table[place] - 1;
            if (hashes[index] == hash && Arrays.equals(bytes, start(index), ends[index], from, start, end)) {
                nofollow[index] &= marked;
                return;
            }
        }
        int length = end - start;
        int used = start(count);
        if (count == MAX_COUNT || length > MAX_BYTES - used) {
            return;
        }
        room(used + length);
        System.arraycopy(from, start, bytes, used, length);
        ends[count] = used + length;
        hashes[count] = hash;
        nofollow[count] = marked;
        table[place] = ++count;
        if (2 * count > table.length) {
            rehash();
        }
    }

    /** Returns how many bytes they have together. */
    int length() {
        return start(count);
    }

    int count() {
        return count;
    }

    /** Returns what holds the bytes of all references. */
    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int end(int index) {
        return ends[index];
    }

    boolean nofollow(int index) {
        return nofollow[index];
    }

    private void room(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
            nofollow = Arrays.copyOf(nofollow, 2 * count);
        }
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int index = 0; index < count; index++) {
            int place = hashes[index] & table.length - 1;
            while (table[place] != 0) {
                place = place + 1 & table.length - 1;
            }
            table[place] = index + 1;
        }
    }

    private static int hash(byte[] from, int start, int end) {
        long hash = SEED + end - start;
        int last = end - Long.BYTES;
        if (last >= start) {
            for (int at = start; at < last; at += Long.BYTES) {
                hash = mix(hash ^ (long) WORD.get(from, at));
            }
            // Takes some of the bytes twice, rather than single ones.
            hash ^= (long) WORD.get(from, last);
        } else {
            for (int at = start; at < end; at++) {
                hash = (hash ^ from[at]) * 0x0000_0100_0000_01B3L;
            }
        }
        return (int) (mix(hash) >>> 32);
    }

    private static long mix(long bits) {
        long product = bits * 0x9E37_79B9_7F4A_7C15L;
        return product ^ product >>> 32;
    }
}
