package io.orbweaver.robots;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.politeness.RetryAfter;
import io.orbweaver.url.Url;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request for a robots.txt and what its outcome means: RFC 9309 section 2.3.1. It is the sink of that request and
 * keeps no more than {@link RobotsText#MAX_BYTES} of the body. Does nothing itself; not thread-safe; one per attempt.
 */
public final class RobotsExchange implements BodySink {

    /** Redirects that are followed; one more means that there is no robots.txt: section 2.3.1.2. */
    public static final int MAX_HOPS = 5;

    private final Url asked;
    private final int hops;
    private final String agentToken;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean cut;

    /**
     * @param asked the URL requested: where a relative redirect starts from
     * @param hops redirects that led here; 0 for the origin's own /robots.txt
     */
    public RobotsExchange(Url asked, int hops, String agentToken) {
        this.asked = asked;
        this.hops = hops;
        this.agentToken = agentToken;
    }

    @Override
    public void head(int status, HeaderFields headers) {
        // The outcome carries both.
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length) {
        int kept = Math.min(length, RobotsText.MAX_BYTES - body.size());
        body.write(buffer, offset, kept);
        cut |= kept < length;
    }

    /**
     * Returns what the outcome means.
     *
     * @param now wall clock, for a Retry-After that is a date
     */
    public RobotsVerdict end(FetchOutcome outcome, Instant now) {
        return switch (outcome) {
            case FetchOutcome.Failed failed -> new RobotsVerdict.Unreachable(failed.kind(), failed.detail());
            case FetchOutcome.Answered answered -> answered(answered, now);
        };
    }

    private RobotsVerdict answered(FetchOutcome.Answered answer, Instant now) {
        int status = answer.status();
        return switch (status / 100) {
            case 2 -> rules(answer, now);
            case 3 -> redirect(answer.headers().location(asked));
            case 4 -> status == 429 ? unavailable(answer, now) : RobotsVerdict.none();
            default -> unavailable(answer, now);
        };
    }

    /** A file cut at the limit is used; one that broke off is asked for again, as its missing half may forbid. */
    private RobotsVerdict rules(FetchOutcome.Answered answer, Instant now) {
        FetchOutcome.Truncation truncated = answer.truncated();
        if (truncated != null && truncated != FetchOutcome.Truncation.LENGTH) {
            return unavailable(answer, now);
        }
        boolean whole = truncated == null && !cut;
        RobotsRules rules = RobotsText.parse(body.toByteArray(), whole, agentToken);
        return new RobotsVerdict.Rules(rules, RobotsVerdict.VALIDITY);
    }

    /** A redirect that leads nowhere is no robots.txt, as is one too many. */
    private RobotsVerdict redirect(@Nullable Url target) {
        return target == null || hops >= MAX_HOPS ? RobotsVerdict.none() : new RobotsVerdict.Follow(target, hops + 1);
    }

    private static RobotsVerdict unavailable(FetchOutcome.Answered answer, Instant now) {
        return new RobotsVerdict.Unavailable(RetryAfter.parse(answer.headers().first("retry-after"), now));
    }
}
