package io.orbweaver.url;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which host the bytes of a link name, so that the host's hash and domain are not computed for every link. Safe
 * in any thread without locks: a table of one entry per slot, in which a newer entry takes the place of an older one. It
 * holds at most {@link #SLOTS} entries, some 5 MB.
 */
final class HostCache {
    static final int SLOTS = 1 << 14;
    static final HostCache SHARED = new HostCache();

    private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

    /** A host and the bytes that name it, which need not be its normal form. Nobody changes the bytes. */
    private record Entry(byte[] written, Host host) {}

    /** Returns the hash {@link #find} and {@link #put} expect: for ASCII that of the same text as a String. */
    static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    @Nullable
    Host find(byte[] text, int from, int to, int hash) {
        Entry entry = slots.getAcquire(slot(hash));
        return entry != null && Arrays.equals(entry.written, 0, entry.written.length, text, from, to)
                ? entry.host
                : null;
    }

    /** Returns the host of a name in normal form, where it is known. */
    @Nullable
    Host find(String name) {
        Entry entry = slots.getAcquire(slot(name.hashCode()));
        return entry != null && entry.host.name().equals(name) ? entry.host : null;
    }

    void put(byte[] written, int hash, Host host) {
        slots.setRelease(slot(hash), new Entry(written, host));
    }

    private static int slot(int hash) {
        return (hash * 0x9E3779B9) >>> (32 - 14);
    }
}
