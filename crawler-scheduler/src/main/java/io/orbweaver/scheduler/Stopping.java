package io.orbweaver.scheduler;

import java.util.HashSet;
import java.util.Set;

/**
 * Knows when a stopping crawl has stopped: every worker that owns shards knows of the stop and has nothing of the crawl
 * in flight. That a worker knows is seen by the round it names, which began with the stop. Pure.
 */
final class Stopping {
    private final long round;
    private final Set<String> quiet = new HashSet<>();

    Stopping(long round) {
        this.round = round;
    }

    /** Takes a report in; returns whether the crawl has stopped. */
    boolean heard(String worker, long knows, int inFlight, Set<String> workers) {
        if (knows < round || inFlight > 0) {
            return false;
        }
        quiet.add(worker);
        return quiet.containsAll(workers);
    }
}
