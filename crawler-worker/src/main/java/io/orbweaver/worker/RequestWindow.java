package io.orbweaver.worker;

/**
 * How many requests are in flight at most, as in congestion control: some more with each commit that finds the disk
 * keeping up, a quarter fewer with each that does not. Slow servers so get as many as the settings allow, and fast ones
 * no more than are needed to keep the store busy: bodies that arrive faster than they are written outlive young
 * collections, and with a thousand of them full ones took a quarter of the processor. Pure; owned by one thread.
 */
final class RequestWindow {
    private static final int LEAST = 64;

    private final int most;
    private final long enough;
    private int size;

    /**
     * @param most requests in flight, by the settings
     * @param enough bytes in a batch and behind it with which the store is behind
     */
    RequestWindow(int most, long enough) {
        this.most = most;
        this.enough = enough;
        this.size = Math.min(most, LEAST);
    }

    /** A batch is durable; so many bytes were in it and wait for the next. */
    void committed(long pendingBytes) {
        size = pendingBytes > enough
                ? Math.max(Math.min(most, LEAST), size - size / 4)
                : Math.min(most, size + 1 + size / 16);
    }

    int size() {
        return size;
    }
}
