package io.orbweaver.message;

/** Where messages go on the event bus. */
public final class Addresses {
    /** The scheduler's: requests whose first byte is their kind. */
    public static final String SCHEDULER = "orbweaver.scheduler";

    /** The first byte of a {@link Hello}. */
    public static final int HELLO = 1;

    /** The first byte of a {@link Heartbeat}. */
    public static final int HEARTBEAT = 2;

    /** The first byte of acknowledgements of seeds. */
    public static final int ACKS = 3;

    /** The failure code of an answer to a heartbeat that is not from the process welcomed last. */
    public static final int SUPERSEDED = 410;

    /** The failure code of an answer to what cannot be read. */
    public static final int UNREADABLE = 400;

    private Addresses() {}

    /** A worker's, for links to its shards. */
    public static String links(String worker) {
        return "orbweaver.worker." + worker + ".links";
    }

    /** A worker's, for acknowledgements of links it sent. */
    public static String acks(String worker) {
        return "orbweaver.worker." + worker + ".acks";
    }

    /** A worker's, for questions about its shards. */
    public static String query(String worker) {
        return "orbweaver.worker." + worker + ".query";
    }

    /** A worker's, for pieces of shards that it has let go of. */
    public static String transfer(String worker) {
        return "orbweaver.worker." + worker + ".transfer";
    }
}
