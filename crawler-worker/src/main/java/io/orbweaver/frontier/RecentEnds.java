package io.orbweaver.frontier;

import java.util.Arrays;

/**
 * When a host may be asked again. A delay counts from the end of a response and holds for each of n connections: with b
 * of them busy, a request may start one delay after the (n - b)-th latest end, which is that of the free connection idle
 * for longest. Kept as a list of ends, so that n may change between any two requests. Pure; times in nanoseconds.
 */
final class RecentEnds {
    /** More connections to one host than this are not kept apart. */
    static final int MAX_CONNECTIONS = 64;

    static final long NEVER = Long.MIN_VALUE / 4;

    private final long[] ends = new long[MAX_CONNECTIONS];
    private int next;
    private int known;
    private int busy;
    private long floor = NEVER;

    /** Every connection counts as used at {@code now}: nobody knows what was asked before. */
    void assumeTouched(long now) {
        floor = Math.max(floor, now);
    }

    void start() {
        busy++;
    }

    void end(long now) {
        busy--;
        ends[next] = now;
        next = (next + 1) % MAX_CONNECTIONS;
        known = Math.min(known + 1, MAX_CONNECTIONS);
    }

    int busy() {
        return busy;
    }

    /** Returns the earliest start of the next request, {@link Long#MAX_VALUE} while all connections are busy. */
    long ready(int connections, long delay) {
        int free = Math.min(connections, MAX_CONNECTIONS) - busy;
        if (free <= 0) {
            return Long.MAX_VALUE;
        }
        long end = floor;
        if (free <= known) {
            long[] sorted = Arrays.copyOf(ends, known);
            Arrays.sort(sorted);
            end = Math.max(floor, sorted[known - free]);
        }
        return end + delay;
    }

    /** Returns the latest end, or {@link #NEVER}. */
    long latest() {
        return known == 0 ? floor : Math.max(floor, ends[(next + MAX_CONNECTIONS - 1) % MAX_CONNECTIONS]);
    }
}
