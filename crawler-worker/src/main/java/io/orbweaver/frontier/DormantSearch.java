package io.orbweaver.frontier;

import org.jspecify.annotations.Nullable;

/** The search through the tables for hosts that have something queued and are not in memory. Owned by one thread. */
final class DormantSearch {
    private static final byte[] FRONT = new byte[0];

    /** Where it goes on; null: nothing to find. */
    private byte @Nullable [] from = FRONT;
    /** Whether hosts came to wait on disk since it began, perhaps behind it. */
    private boolean again;

    private boolean loading;

    /** A host with something queued is not in memory. */
    void missed() {
        if (from == null) {
            from = FRONT;
        } else {
            again = true;
        }
    }

    /** Whether hosts may wait on disk. */
    boolean open() {
        return from != null;
    }

    /** Returns where to read, null where nothing is to be read now. */
    byte @Nullable [] begin() {
        if (loading || from == null) {
            return null;
        }
        loading = true;
        return from;
    }

    /** {@code next}: where to go on, null at the end of the tables. */
    void read(byte @Nullable [] next) {
        loading = false;
        from = next == null && again ? FRONT : next;
        again = next != null && again;
    }
}
