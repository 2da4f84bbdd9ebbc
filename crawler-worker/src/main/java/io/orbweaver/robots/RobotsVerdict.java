package io.orbweaver.robots;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.url.Url;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one exchange for a robots.txt means: RFC 9309 section 2.3.1. The closed set of what the caller does next. */
public sealed interface RobotsVerdict {

    /** How long rules hold: section 2.4. */
    Duration VALIDITY = Duration.ofHours(24);

    /** The rules are known, perhaps that there are none. Keep them that long. */
    record Rules(RobotsRules rules, Duration validity) implements RobotsVerdict {}

    /**
     * The file is elsewhere, perhaps at another authority; what it says there holds for the origin first asked.
     *
     * @param hops redirects up to this target, itself included; to be passed to the next {@link RobotsExchange}
     */
    record Follow(Url target, int hops) implements RobotsVerdict {}

    /**
     * The server cannot say. Ask again with back-off; nothing of the origin is fetched meanwhile, and after the longest
     * wait its URLs fail as {@code robots}.
     *
     * @param retryAfter how long the server asks to wait, null where it does not say
     */
    record Unavailable(@Nullable Duration retryAfter) implements RobotsVerdict {}

    /**
     * There is no answer. Ask again; after the retries the URLs of the origin fail with this reason.
     *
     * @param detail the cause in words, for the crawl log
     */
    record Unreachable(FailureKind kind, String detail) implements RobotsVerdict {}

    /** The server has no rules for anyone. */
    static RobotsVerdict none() {
        return new Rules(RobotsRules.ALLOW_ALL, VALIDITY);
    }
}
