package io.orbweaver.crawl;

import org.jspecify.annotations.Nullable;

/**
 * One committed answer with all that is kept of it. What is not in the record is read from the store when it is asked
 * for, each time anew, on the calling thread; whoever needs only the record pays for nothing else. Valid as long as the
 * store is open.
 */
public interface Capture {

    PageRecord record();

    /** Returns a number that no other answer of the same crawl and shard has, the same at every reading. */
    long order();

    /** Reads what went over the wire. */
    Messages messages();

    /** Reads the earlier page that has the same body, null where this answer is no duplicate. */
    @Nullable
    Capture original();

    /**
     * The messages of one exchange, each head with the empty line at its end. Of HTTP/2 the heads are translated to
     * HTTP/1.1.
     *
     * @param body as received: transfer coding removed, content coding kept
     */
    record Messages(byte[] request, byte[] response, byte[] body) {}
}
