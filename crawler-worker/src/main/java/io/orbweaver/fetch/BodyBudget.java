package io.orbweaver.fetch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the bodies of requests in flight may hold together. Each holds {@value #FREE} bytes unasked; what it
 * holds beyond them it has reserved here, in steps as it grows, so a server gets no more than what it really sent.
 *
 * <p>Who cannot get a step waits, first come first served. Steps alone would let bodies that hold parts wait for one
 * another forever; therefore enough for one whole body is set apart. The first of those that wait gets it, gives back
 * what it had, and needs nothing more. So one body can always go on to its end, and its end lets the next one go on.
 *
 * <p>Callable from any thread.
 */
final class BodyBudget {
    /** Bytes that each body may hold without a reservation. */
    static final int FREE = 32 << 10;

    private static final long LARGEST_STEP = 1 << 20;

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE / 2;

    private final long largestBody;
    private final long setApart;
    private final long steps;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong mostHeld = new AtomicLong();
    private final Deque<Share> waiters = new ArrayDeque<>();
    private long left;
    private @Nullable Share favoured;
    private boolean stopped;

    /**
     * @param total bytes; raised to twice what one body needs where it is less
     * @param largestBody bytes after decoding of the largest body that must fit; zero = no limit but the total: four
     *     fifths of it are set apart for one body, which so may have two fifths received and as much decoded
     */
    BodyBudget(long total, long largestBody) {
        long most = largestBody == 0 ? Math.max(FREE, largestWithin(total / 5 * 4)) : largestBody;
        this.largestBody = Math.min(LARGEST_ARRAY, most);
        setApart = Math.max(2L * FREE, needOf(this.largestBody));
        steps = Math.max(total - setApart, largestBody == 0 ? FREE : setApart);
        left = steps;
    }

    /** A quarter of the heap, or twice what one body of the configured limit needs. */
    static BodyBudget ofHeap(long largestBody) {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / 4, largestBody);
    }

    /** What a body of so many decoded bytes holds at most, while it is received and decoded. */
    private static long needOf(long body) {
        return 2 * body + codingAllowance(body) + 1;
    }

    private static long largestWithin(long bytes) {
        return (bytes - 1025) * 512 / 1025;
    }

    /** How many bytes more than a body of so many decoded bytes its coded form may have: what cannot be compressed. */
    static long codingAllowance(long limit) {
        return limit / 512 + 1024;
    }

    /** Bytes after decoding beyond which no body can be held, whatever its request allows. */
    long largestBody() {
        return largestBody;
    }

    /** Bytes that can be reserved. */
    long total() {
        return steps + setApart;
    }

    /** Bytes that bodies hold now, the free parts included. */
    long held() {
        return held.get();
    }

    /** The most bytes that bodies ever held together, the free parts included. */
    long mostHeld() {
        return mostHeld.get();
    }

    /** Bytes reserved now. */
    synchronized long reserved() {
        return steps - left + (favoured == null ? 0 : setApart);
    }

    /** Bodies that wait for a reservation. */
    synchronized int waiting() {
        return waiters.size();
    }

    /** While it is stopped nothing is reserved and bodies that need more wait. */
    void stop(boolean wanted) {
        List<Share> served;
        synchronized (this) {
            if (stopped == wanted) {
                return;
            }
            stopped = wanted;
            served = serve();
        }
        served.forEach(share -> share.granted.run());
    }

    /** @param granted called once for each {@link Share#grow} that had to wait, on any thread; must not block */
    Share open(Runnable granted) {
        return new Share(granted);
    }

    private boolean grant(Share share) {
        long step = Math.min(Math.min(share.room, LARGEST_STEP), setApart - share.room);
        if (stopped) {
            return false;
        }
        if (step <= left) {
            left -= step;
            share.reserved += step;
            share.room += step;
            return true;
        }
        if (favoured == null) {
            favoured = share;
            left += share.reserved;
            share.reserved = 0;
            share.room = setApart;
            return true;
        }
        return false;
    }

    private List<Share> serve() {
        List<Share> served = new ArrayList<>();
        while (!waiters.isEmpty() && grant(waiters.element())) {
            served.add(waiters.remove());
        }
        return served;
    }

    /** What one body holds. Used by one thread, but for the granting. Must be closed. */
    final class Share implements AutoCloseable {
        private final Runnable granted;
        private long noted;

        /** Guarded by the budget. */
        private long room = FREE;

        /** Guarded by the budget. */
        private long reserved;

        /** Guarded by the budget. */
        private boolean closed;

        private Share(Runnable granted) {
            this.granted = granted;
        }

        /** Bytes that the body may hold. */
        long room() {
            synchronized (BodyBudget.this) {
                return room;
            }
        }

        /** Makes the room larger. Where that must wait, returns false, and the callback will tell. */
        boolean grow() {
            List<Share> served;
            synchronized (BodyBudget.this) {
                if (closed || room >= setApart) {
                    throw new IllegalStateException("a body larger than the largest");
                }
                if (!waiters.isEmpty() || !grant(this)) {
                    waiters.add(this);
                    return false;
                }
                served = serve();
            }
            served.forEach(share -> share.granted.run());
            return true;
        }

        /** Notes how many bytes the body holds now. */
        void holds(long bytes) {
            long now = held.addAndGet(bytes - noted);
            noted = bytes;
            if (now > mostHeld.get()) {
                mostHeld.accumulateAndGet(now, Math::max);
            }
        }

        /** Gives everything back; the second call does nothing. */
        @Override
        public void close() {
            List<Share> served;
            synchronized (BodyBudget.this) {
                if (closed) {
                    return;
                }
                closed = true;
                waiters.remove(this);
                left += reserved;
                reserved = 0;
                if (favoured == this) {
                    favoured = null;
                }
                served = serve();
            }
            holds(0);
            served.forEach(share -> share.granted.run());
        }
    }
}
