package io.orbweaver.fetch;

/**
 * Takes the body of one response as it streams in, content coding undone. Called on the event loop that drives the
 * connection, in order; it must not block, and must copy what it wants to keep of the buffer.
 */
public interface BodySink {

    /** The head of the response is there. Called once, before any chunk. */
    void head(int status, HeaderFields headers);

    /** The next bytes of the decoded body. */
    void chunk(byte[] buffer, int offset, int length);
}
