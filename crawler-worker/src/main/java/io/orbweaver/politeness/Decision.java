package io.orbweaver.politeness;

import io.orbweaver.crawl.FailureKind;
import java.time.Duration;

/** What becomes of a URL after an attempt. */
public sealed interface Decision {

    /** Try again, no earlier than that. */
    record Retry(Duration after) implements Decision {}

    /** The URL has failed for good. */
    record GiveUp(FailureKind kind) implements Decision {}

    /** The answer is the page's, whatever its status. */
    record Accept() implements Decision {}
}
