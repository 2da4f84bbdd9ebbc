package io.orbweaver.cluster;

/**
 * This node cannot be a member of the cluster it found, now or later. The message is for the person who started it: what
 * is wrong, where, and what to do.
 */
public final class ClusterRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a sentence or two for the user */
    public ClusterRefusedException(String message) {
        super(message);
    }

    /** @param message a sentence or two for the user */
    public ClusterRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
