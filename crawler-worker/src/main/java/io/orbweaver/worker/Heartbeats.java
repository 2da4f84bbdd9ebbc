package io.orbweaver.worker;

import io.orbweaver.politeness.Backoff;
import java.time.Duration;

/**
 * When a worker's heartbeats go out, and how long the scheduler's last answer lets it fetch. A heartbeat that failed or
 * was lost is followed by another one, later each time but never later than the lease bears: a scheduler that comes back
 * finds its workers. Pure; times are nanoseconds of one monotonic clock.
 */
final class Heartbeats {
    private static final long MILLI = 1_000_000;
    private static final long INTERVAL = 200 * MILLI;

    /** How soon one follows the last. */
    enum Pace {
        USUAL(INTERVAL),
        /** A shard is on its way, and each step of it passes through the scheduler; or nothing is left to do. */
        SOON(25 * MILLI),
        /** Somebody waits for what the scheduler will say. */
        URGENT(5 * MILLI);

        private final long interval;

        Pace(long interval) {
            this.interval = interval;
        }
    }

    /** An answer is not waited for any longer: messages may be lost. */
    private static final long ANSWER_WITHIN = 2_000 * MILLI;

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final long lease;
    private final Backoff retry;
    private boolean begun;
    private boolean open;
    private long sent;
    private int failures;
    private long retryAt;
    private boolean renewed;
    private long renewedAt;

    /** {@code lease}: how long an answer lets the worker fetch, a second at least; zero has no end. */
    Heartbeats(Duration lease) {
        this.lease = lease.toNanos();
        // Several attempts fit into a lease, so that one lost message does not end it.
        Duration most =
                lease.isZero() || lease.dividedBy(3).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : lease.dividedBy(3);
        this.retry = new Backoff(Duration.ofNanos(INTERVAL), most);
    }

    /** Whether one should go out now. */
    boolean due(long now, Pace pace) {
        return sleep(now, pace) == 0;
    }

    /** Returns the time until one is due. */
    long sleep(long now, Pace pace) {
        if (!begun) {
            return 0;
        }
        if (open) {
            return Math.max(0, sent + ANSWER_WITHIN - now);
        }
        long next = failures > 0 ? retryAt : sent + pace.interval;
        return Math.max(0, next - now);
    }

    /** One goes out now. */
    void sent(long now) {
        begun = true;
        open = true;
        sent = now;
    }

    /** The one that was sent then is answered: the lease counts from its sending, as the scheduler's does at the earliest. */
    void answered(long sentAt) {
        if (!renewed || sentAt - renewedAt > 0) {
            renewedAt = sentAt;
        }
        renewed = true;
        failures = 0;
        open = open && sentAt != sent;
    }

    /**
     * The one that was sent then failed.
     *
     * @param random from 0 (inclusive) to 1 (exclusive)
     * @return how many failed in a row
     */
    int failed(long sentAt, long now, double random) {
        if (open && sentAt == sent) {
            open = false;
            failures++;
            retryAt = now + retry.after(failures, random).toNanos();
        }
        return failures;
    }

    /** Returns until when requests may start; of a lease without an end a time that does not come, before the first {@code now}. */
    long leasedUntil(long now) {
        return lease == 0 ? now + Long.MAX_VALUE / 2 : renewed ? renewedAt + lease : now;
    }

    /** Whether requests may start. */
    boolean leased(long now) {
        return lease == 0 || renewed && now - renewedAt < lease;
    }
}
