package io.orbweaver.fetch;

/** The request was not made, or was cut off by ourselves: whoever asked for it may not ask any more. */
public final class WithdrawnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WithdrawnException() {
        super("withdrawn", null, false, false);
    }
}
