package io.orbweaver.commit;

import java.util.Arrays;

/**
 * Remembers URLs that are certainly in the store, so that most repeats of a link cost no look-up. A direct-mapped table
 * of 64-bit fingerprints over crawl, host and URL: a false "known" has a chance of 2^-64 a question. Filled only after a
 * commit. Owned by one thread.
 */
final class RecentUrls {
    private final long[] slots;

    /** {@code bits}: two to their power slots of 8 bytes. */
    RecentUrls(int bits) {
        slots = new long[1 << bits];
    }

    boolean contains(int crawl, long host, long url) {
        long print = print(crawl, host, url);
        return slots[slot(print)] == print;
    }

    void add(int crawl, long host, long url) {
        long print = print(crawl, host, url);
        slots[slot(print)] = print;
    }

    void clear() {
        Arrays.fill(slots, 0);
    }

    private int slot(long print) {
        return (int) (print >>> 32) & slots.length - 1;
    }

    private static long print(int crawl, long host, long url) {
        long mixed = (host ^ crawl * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 31) + url;
        mixed = (mixed ^ mixed >>> 30) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return mixed == 0 ? 1 : mixed;
    }
}
