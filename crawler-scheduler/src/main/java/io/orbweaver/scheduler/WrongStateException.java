package io.orbweaver.scheduler;

/** What was asked for makes no sense in the state that something is in. The message says so to the user. */
public final class WrongStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public WrongStateException(String message) {
        super(message);
    }
}
