package io.orbweaver.worker;

/** Where the thread that reads sitemaps waits while what it read before is not durable. Thread-safe. */
final class ReadingGate {
    private boolean open = true;

    synchronized void set(boolean wanted) {
        if (open != wanted) {
            open = wanted;
            notifyAll();
        }
    }

    /** Returns when it is open, which it is at the end of a worker at the latest. */
    synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
    }
}
