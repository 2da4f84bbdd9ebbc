package io.orbweaver.scheduler;

/** More calls wait for the scheduler than it lets wait. Asking again a little later helps. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusyException() {
        super("The scheduler has more to do than it can take on now: ask again in a second.");
    }
}
