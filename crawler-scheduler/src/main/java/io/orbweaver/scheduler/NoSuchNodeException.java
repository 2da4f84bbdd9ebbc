package io.orbweaver.scheduler;

/** The cluster knows no node of that name. */
public final class NoSuchNodeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public NoSuchNodeException(String id) {
        super("There is no node '" + id + "'.");
    }
}
