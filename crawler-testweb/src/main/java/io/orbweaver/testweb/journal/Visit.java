package io.orbweaver.testweb.journal;

/**
 * One request and how it ended. Times are readings of {@link System#nanoTime()} on the server's side.
 *
 * @param start when the head of the request had been read
 * @param end when the response was handed to the socket, or the connection was lost: no later than the client can have
 *     it, so that a pause measured here is never shorter than the one the client kept
 * @param host the host name asked for, in lower case and without the port
 * @param target path and query, as in the request line
 * @param connection numbers connections from 1 in the order they were opened
 * @param status of the response, or {@link #UNANSWERED}
 */
public record Visit(long start, long end, String host, String target, long connection, VisitKind kind, int status) {

    /** The status of a request whose response was not delivered in whole. */
    public static final int UNANSWERED = 0;

    /** Returns host and target in one text, which tells URLs of one web apart. */
    public String place() {
        return host + target;
    }
}
