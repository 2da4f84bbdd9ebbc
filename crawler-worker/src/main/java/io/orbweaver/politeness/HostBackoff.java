package io.orbweaver.politeness;

import java.time.Duration;

/**
 * How a host has failed since it last answered well: what lies on disk for it. Any answer that is no sign of strain
 * brings it back to {@link #NONE}. Pure.
 *
 * @param failures strained answers and failures in a row
 * @param waited all the waits they brought, together
 */
public record HostBackoff(int failures, Duration waited) {
    public static final HostBackoff NONE = new HostBackoff(0, Duration.ZERO);

    /**
     * After that many failures in a row a host is parked even where it may make its URLs wait without limit: a crawl has
     * to end.
     */
    public static final int PARK_AFTER = 64;

    /**
     * Returns the wait after one more failure: the back-off, or what the host or the URL's own retry asks for where that
     * is longer.
     *
     * @param asked zero where nobody asks for anything
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Duration next(Duration asked, double random) {
        Duration wait = Backoff.HOST.after(failures + 1, random);
        return wait.compareTo(asked) >= 0 ? wait : asked;
    }

    /** Returns the state after one more failure that is answered with that wait. */
    public HostBackoff failed(Duration wait) {
        return new HostBackoff(Math.min(failures, Integer.MAX_VALUE - 1) + 1, waited.plus(wait));
    }

    /**
     * Returns whether the host has made its URLs wait too long: what is queued for it fails as {@code waiting}.
     *
     * @param maxWait zero means no limit
     */
    public boolean parked(Duration maxWait) {
        return failures >= PARK_AFTER || !maxWait.isZero() && waited.compareTo(maxWait) > 0;
    }
}
