package io.orbweaver.frontier;

import java.util.Collection;

/**
 * How many hosts in memory are in which state; each is in one.
 *
 * @param fetching with a request in flight
 * @param ready with something to fetch, after their delay at the latest
 * @param backingOff that failed, and are left alone for a while
 * @param idle with nothing to do
 */
public record HostCounts(int fetching, int ready, int backingOff, int idle) {
    static HostCounts of(Collection<Host> hosts, long now) {
        int fetching = 0;
        int ready = 0;
        int backingOff = 0;
        int idle = 0;
        for (Host host : hosts) {
            if (host.ends.busy() > 0) {
                fetching++;
            } else if (host.blockedUntil > now) {
                backingOff++;
            } else if (host.empty()) {
                idle++;
            } else {
                ready++;
            }
        }
        return new HostCounts(fetching, ready, backingOff, idle);
    }
}
