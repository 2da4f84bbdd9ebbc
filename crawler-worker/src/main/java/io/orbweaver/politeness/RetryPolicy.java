package io.orbweaver.politeness;

import io.orbweaver.crawl.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each attempt whether a URL is tried again. Only what may pass is: no connection, no name, no time, a
 * connection lost, and the statuses by which servers say that they are overloaded. Pure.
 *
 * @param retries how often a URL is tried again; zero means never
 * @param maxWait the longest a host may ask us to wait; zero means no limit
 */
public record RetryPolicy(int retries, Duration maxWait) {

    /**
     * Decides after an attempt without an answer.
     *
     * @param attempts of this URL so far, this one included
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Decision afterFailure(FailureKind kind, int attempts, double random) {
        return switch (kind) {
            case DNS, CONNECT, TIMEOUT, PROTOCOL ->
                attempts <= retries
                        ? new Decision.Retry(Backoff.URL.after(attempts, random))
                        : new Decision.GiveUp(kind);
            case TLS, TOO_MANY_REDIRECTS, REFUSED_ADDRESS, ROBOTS, WAITING -> new Decision.GiveUp(kind);
        };
    }

    /**
     * Decides after an answer. A host that says 429 or 503 is obeyed: its URLs fail as {@code waiting} where it asks for
     * more than the longest wait, or still asks for one after the last retry. Without such a request the last answer is
     * the page, as for every other status.
     *
     * @param retryAfter null where the answer names none
     * @param attempts of this URL so far, this one included
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Decision afterAnswer(int status, @Nullable Duration retryAfter, int attempts, double random) {
        boolean strained = strainsHost(status);
        if (!strained && !mayPass(status)) {
            return new Decision.Accept();
        }
        boolean asks = retryAfter != null && retryAfter.isPositive();
        if (asks && !maxWait.isZero() && retryAfter.compareTo(maxWait) > 0) {
            return strained ? new Decision.GiveUp(FailureKind.WAITING) : new Decision.Accept();
        }
        if (attempts <= retries) {
            Duration wait = Backoff.URL.after(attempts, random);
            return new Decision.Retry(asks && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
        }
        return strained && asks ? new Decision.GiveUp(FailureKind.WAITING) : new Decision.Accept();
    }

    /** Returns whether a failure is the whole host's: it goes into the host's back-off, retried or not. */
    public static boolean strainsHost(FailureKind kind) {
        return kind == FailureKind.DNS || kind == FailureKind.CONNECT || kind == FailureKind.TIMEOUT;
    }

    /** Returns whether a status asks us to leave the whole host alone: it goes into the host's back-off. */
    public static boolean strainsHost(int status) {
        return status == 429 || status == 503;
    }

    private static boolean mayPass(int status) {
        return switch (status) {
            case 408, 500, 502, 504 -> true;
            default -> false;
        };
    }
}
