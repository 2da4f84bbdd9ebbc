package io.orbweaver.fetch;

import io.orbweaver.crawl.FailureKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a request ended: the closed set of what the web can do to it. An exception instead means a bug of ours. */
public sealed interface FetchOutcome {

    /** Milliseconds from the start of the attempt to its end. */
    long durationMillis();

    /**
     * The server answered, if perhaps not to the end.
     *
     * @param headers every field in the order received
     * @param heads what went over the wire before the bodies
     * @param body as received: framing removed, content coding kept
     * @param decodedBytes size of the body after its content coding was undone
     * @param sha256 of the decoded body
     * @param ip the address that answered, as text
     * @param protocol {@code http/1.0}, {@code http/1.1} or {@code h2}
     */
    record Answered(
            int status,
            HeaderFields headers,
            MessageHeads heads,
            byte[] body,
            long decodedBytes,
            byte[] sha256,
            @Nullable Truncation truncated,
            String ip,
            String protocol,
            Instant startedAt,
            long durationMillis)
            implements FetchOutcome {}

    /**
     * There is no answer.
     *
     * @param detail one sentence for the crawl log
     */
    record Failed(FailureKind kind, String detail, Instant startedAt, long durationMillis) implements FetchOutcome {}

    /** Why a body is not whole. */
    enum Truncation {
        LENGTH,
        TIME,
        DISCONNECT,
        DECODE;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
