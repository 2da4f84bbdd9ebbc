package io.orbweaver.frontier;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.politeness.Backoff;
import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.url.Url;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Step 3 for one origin whose robots.txt is not known: whether to ask, wait, or give up. Every wait ends: a server that
 * cannot say is asked again until {@code max-wait} is over, one that cannot be reached until the retries are. Pure;
 * times in nanoseconds.
 */
final class RobotsGate {
    /** How long a failure holds before a new URL of the origin may bring a new attempt. */
    static final long FAILURE_HOLDS = Duration.ofMinutes(10).toNanos();

    private static final long NEVER = Long.MIN_VALUE;

    private Url target;
    private int hops;
    private boolean asking;
    private int attempts;
    private long askAt = Long.MIN_VALUE;
    private long unavailableSince = NEVER;
    private @Nullable FailureKind failure;
    private String detail = "";
    private long failedUntil;

    RobotsGate(Url robots) {
        this.target = robots;
    }

    boolean asking() {
        return asking;
    }

    long askAt() {
        return askAt;
    }

    Url target() {
        return target;
    }

    int hops() {
        return hops;
    }

    /** Returns why URLs of the origin fail now, or null. */
    @Nullable
    FailureKind failure(long now) {
        if (failure != null && now - failedUntil >= 0) {
            failure = null;
            forget();
        }
        return failure;
    }

    /** Returns what {@link #failure} came of, in words. */
    String detail() {
        return detail;
    }

    void ask() {
        asking = true;
    }

    /** It was not asked for after all. */
    void withdrawn() {
        asking = false;
    }

    /** Another host says when it may be asked. */
    void postpone(long until) {
        askAt = until;
    }

    /** Takes in every verdict but the rules themselves. */
    void answered(RobotsVerdict verdict, Url origin, long now, int retries, Duration maxWait, double random) {
        asking = false;
        switch (verdict) {
            case RobotsVerdict.Rules rules -> {
                reset(origin);
                forget();
            }
            case RobotsVerdict.Follow follow -> {
                target = follow.target();
                hops = follow.hops();
                askAt = now;
            }
            case RobotsVerdict.Unavailable unavailable -> {
                attempts++;
                unavailableSince = unavailableSince == NEVER ? now : unavailableSince;
                long wait = wait(unavailable.retryAfter(), random);
                reset(origin);
                boolean tooLong = !maxWait.isZero() && now + wait - unavailableSince > maxWait.toNanos();
                if (tooLong || attempts >= HostBackoff.PARK_AFTER) {
                    fail(FailureKind.ROBOTS, "the server could not say for too long", now);
                } else {
                    askAt = now + wait;
                }
            }
            case RobotsVerdict.Unreachable unreachable -> {
                reset(origin);
                if (++attempts > retries || permanent(unreachable.kind())) {
                    fail(unreachable.kind(), unreachable.detail(), now);
                } else {
                    askAt = now + Backoff.URL.after(attempts, random).toNanos();
                }
            }
        }
    }

    private static boolean permanent(FailureKind kind) {
        return kind == FailureKind.TLS || kind == FailureKind.REFUSED_ADDRESS;
    }

    private long wait(@Nullable Duration asked, double random) {
        Duration wait = Backoff.HOST.after(attempts, random);
        return (asked != null && asked.compareTo(wait) > 0 ? asked : wait).toNanos();
    }

    private void fail(FailureKind kind, String cause, long now) {
        failure = kind;
        detail = cause;
        failedUntil = now + FAILURE_HOLDS;
    }

    private void forget() {
        attempts = 0;
        unavailableSince = NEVER;
    }

    private void reset(Url origin) {
        target = origin;
        hops = 0;
    }
}
