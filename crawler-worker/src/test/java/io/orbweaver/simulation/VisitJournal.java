package io.orbweaver.simulation;

import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the servers saw. Checks at each request that no more than n are in flight and that, of n connections, one has been
 * idle for the delay: fewer than n requests are in flight or ended less than a delay ago. One thread.
 */
final class VisitJournal {
    /** A request; {@code crawl} 0 for robots.txt. */
    record Visit(long number, String host, int crawl, Url url) {}

    private final VirtualTime time;
    private final Map<String, Set<Visit>> open = new HashMap<>();
    private final Map<String, Deque<Long>> ends = new HashMap<>();
    private final Map<String, Long> strangers = new HashMap<>();
    private long visits;

    VisitJournal(VirtualTime time) {
        this.time = time;
    }

    /** A request starts; {@code delay} and {@code connections} are what holds for its host. */
    Visit start(String host, int crawl, Url url, long delay, int connections) {
        Set<Visit> busy = open.computeIfAbsent(host, any -> new HashSet<>());
        if (busy.size() >= connections) {
            throw new BrokenInvariant(busy.size() + 1 + " requests in flight at " + host + ", allowed " + connections
                    + ": " + url + " beside " + busy);
        }
        Deque<Long> ended = ends.computeIfAbsent(host, any -> new ArrayDeque<>());
        while (!ended.isEmpty() && ended.peekFirst() <= time.now() - delay) {
            ended.removeFirst();
        }
        if (busy.size() + ended.size() >= connections) {
            throw new BrokenInvariant("too early: " + url + " " + (time.now() - ended.getFirst()) / 1e6
                    + " ms after an earlier response of " + host + ", allowed after " + delay / 1e6 + " ms with "
                    + connections + " connections, " + busy.size() + " busy");
        }
        Visit visit = new Visit(visits++, host, crawl, url);
        busy.add(visit);
        return visit;
    }

    /** A response ended, or the one who asked is gone. */
    void end(Visit visit) {
        Set<Visit> busy = open.get(visit.host());
        if (busy == null || !busy.remove(visit)) {
            throw new IllegalStateException("ended twice: " + visit);
        }
        ends.computeIfAbsent(visit.host(), any -> new ArrayDeque<>()).addLast(time.now());
    }

    /** A hop of robots.txt goes to a host that has not its turn: at most one a delay from one process. */
    void stranger(String process, String host, long delay) {
        Long last = strangers.put(process + " " + host, time.now());
        if (last != null && time.now() - last < delay) {
            throw new BrokenInvariant("hops of robots.txt reach " + host + " too often from " + process);
        }
    }

    boolean inFlight(int crawl) {
        return open.values().stream().anyMatch(busy -> busy.stream().anyMatch(visit -> visit.crawl() == crawl));
    }

    long visits() {
        return visits;
    }
}
