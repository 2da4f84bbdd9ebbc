package io.orbweaver.message;

/** Where messages go on the event bus. */
public final class Addresses {
    /** The scheduler's: requests whose first byte is their kind. */
    public static final String SCHEDULER = "orbweaver.scheduler";

    /** The first byte of a {@link Hello}. */
    public static final int HELLO = 1;

    private Addresses() {}
}
