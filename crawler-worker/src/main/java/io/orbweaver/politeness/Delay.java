package io.orbweaver.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a host is left alone after a response. Pure. */
public final class Delay {
    private Delay() {}

    /**
     * Returns the longest of the delay in force, the host's Crawl-delay (cut to what is the most we accept, and not
     * asked where robots.txt is ignored) and the adaptive multiple of the last response's duration.
     *
     * @param robotsCrawlDelay null where robots.txt names none
     * @param lastResponse zero where there was none yet
     */
    public static Duration between(Effective effective, @Nullable Duration robotsCrawlDelay, Duration lastResponse) {
        Duration delay = effective.delay();
        if (robotsCrawlDelay != null && effective.robots()) {
            delay = longer(delay, cut(robotsCrawlDelay, effective.maxCrawlDelay()));
        }
        if (effective.adaptive() > 0) {
            // The cast saturates, so an absurd multiple is a very long delay and never a negative one.
            delay = longer(delay, Duration.ofNanos((long) (effective.adaptive() * lastResponse.toNanos())));
        }
        return delay;
    }

    /** Returns whether a Crawl-delay is longer than what is accepted and therefore cut, which is worth a log line. */
    public static boolean isCut(Effective effective, Duration robotsCrawlDelay) {
        return !cut(robotsCrawlDelay, effective.maxCrawlDelay()).equals(robotsCrawlDelay);
    }

    private static Duration cut(Duration asked, Duration most) {
        return !most.isZero() && asked.compareTo(most) > 0 ? most : asked;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
