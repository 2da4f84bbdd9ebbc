package io.orbweaver.politeness;

import java.time.Duration;

/**
 * Waits that double with every failure in a row, up to a cap, half of each left to chance ("equal jitter"), so that URLs
 * that failed together are not tried again together and none is tried again at once. Pure.
 *
 * @param base the wait after the first failure before chance takes its part
 * @param cap no wait is longer
 */
public record Backoff(Duration base, Duration cap) {
    /** For the attempts of one URL. */
    public static final Backoff URL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    /** For a host that fails again and again. */
    public static final Backoff HOST = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1));

    public Backoff {
        if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("a back-off from " + base + " to " + cap);
        }
    }

    /**
     * Returns the wait after that many failures in a row: at least half and at most all of base × 2^(failures - 1),
     * never more than the cap. Zero failures need no wait.
     *
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Duration after(int failures, double random) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        double doubled = Math.scalb((double) base.toNanos(), Math.min(failures - 1, 62));
        double full = Math.min(doubled, cap.toNanos());
        return Duration.ofNanos((long) (full / 2 + full / 2 * random));
    }
}
