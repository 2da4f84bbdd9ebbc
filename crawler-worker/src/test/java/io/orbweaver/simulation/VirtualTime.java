package io.orbweaver.simulation;

import java.util.PriorityQueue;

/** A clock that jumps from event to event, ordered by time and then by age. Times in nanoseconds. One thread. */
final class VirtualTime {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    private static final long WALL_START_MILLIS = 1_700_000_000_000L;

    private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = 1_000 * SECOND;
    private long sequence;

    long now() {
        return now;
    }

    long wallMillis() {
        return WALL_START_MILLIS + now / MILLI;
    }

    /** Seconds since the start, for people. */
    double seconds() {
        return (now - 1_000 * SECOND) / 1e9;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + Math.max(0, nanos), sequence++, action));
    }

    /** Jumps to the next event and lets it happen; returns whether there was one. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }

    long happened() {
        return sequence;
    }
}
