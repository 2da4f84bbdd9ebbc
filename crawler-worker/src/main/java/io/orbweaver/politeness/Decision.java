package io.orbweaver.politeness;

import io.orbweaver.crawl.FailureKind;
import java.time.Duration;

/** What becomes of a URL after an attempt. */
public sealed interface Decision {

    /**
     * Try again, no earlier than that.
     *
     * @param wholeHost whether every URL of the host waits
     */
    record Retry(Duration after, boolean wholeHost) implements Decision {}

    /** The URL has failed for good. */
    record GiveUp(FailureKind kind) implements Decision {}

    /** The answer is the page's, whatever its status. */
    record Accept() implements Decision {}
}
