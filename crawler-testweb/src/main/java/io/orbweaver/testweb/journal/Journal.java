package io.orbweaver.testweb.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What clients did to the synthetic web. Visits are written down when they end, up to a capacity; later ones are only
 * counted, see {@link #dropped()}. All methods are safe from any thread; answers are about the visits that had ended at
 * the time of the call.
 */
public final class Journal {
    private final int capacity;
    private final List<Visit> visits = new ArrayList<>();
    private long dropped;
    private int underWay;
    private final Connections connections = new Connections();

    public Journal(int capacity) {
        this.capacity = capacity;
    }

    /** Notes that a request has come, which {@link #add} is to follow. */
    public synchronized void begin() {
        underWay++;
    }

    /** Notes a request that ended. */
    public synchronized void add(Visit visit) {
        underWay--;
        notifyAll();
        if (visits.size() < capacity) {
            visits.add(visit);
        } else {
            dropped++;
        }
    }

    /** Notes a new connection and returns its number. */
    public synchronized long connectionOpened() {
        return connections.opened();
    }

    /** Notes that a connection was used for a host. */
    public synchronized void connectionUsed(long connection, String host) {
        connections.used(connection, host);
    }

    public synchronized void connectionClosed(long connection) {
        connections.closed(connection);
    }

    /** Forgets all visits, and sets the peaks to what is open now. */
    public synchronized void reset() {
        visits.clear();
        dropped = 0;
        connections.resetPeaks();
    }

    /**
     * Waits until no request is under way. A client may have read a whole response a moment before its visit is written
     * down, so wait here between the last response and the questions.
     *
     * @return whether that was so before the time was over
     */
    public synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (underWay > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Waits until that many visits have ended, those included that did not fit in.
     *
     * @return whether that was so before the time was over
     */
    public synchronized boolean awaitVisits(long number, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (visits.size() + dropped < number) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Returns how many visits did not fit in. While this is above zero, all other answers are too small. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Returns the visits in the order they ended. */
    public synchronized List<Visit> visits() {
        return List.copyOf(visits);
    }

    /** Returns the visits of one kind in the order they ended. */
    public List<Visit> visits(VisitKind kind) {
        return select(visit -> visit.kind() == kind);
    }

    /** Returns the visits to one path and query of a host in the order they ended. */
    public List<Visit> visits(String host, String target) {
        return select(visit -> visit.host().equals(host) && visit.target().equals(target));
    }

    /** Returns the visits to a host in the order they ended. */
    public List<Visit> visits(String host) {
        return select(visit -> visit.host().equals(host));
    }

    public long count(VisitKind kind) {
        return visits(kind).size();
    }

    /** Returns host and target of every page that was delivered at least once. */
    public Set<String> distinctPages() {
        return deliveredPages().keySet();
    }

    /** Returns how many deliveries of pages were not the first one of that page. */
    public long duplicates() {
        return deliveredPages().values().stream().mapToLong(times -> times - 1).sum();
    }

    /** Returns how often each path and query of a host was asked for, whatever the answer. */
    public Map<String, Long> timesByTarget(String host) {
        return visits(host).stream().collect(Collectors.groupingBy(Visit::target, Collectors.counting()));
    }

    /**
     * Returns the smallest time between the end of a response and the start of the next request to the host, robots.txt
     * left out; negative where requests overlapped, empty for fewer than two requests.
     */
    public Optional<Duration> smallestGap(String host) {
        return smallest(pagesOf(host), Visit::end);
    }

    /** Returns the smallest time between the starts of two requests to the host, robots.txt left out. */
    public Optional<Duration> smallestStartGap(String host) {
        return smallest(pagesOf(host), Visit::start);
    }

    /** Returns the smallest of {@link #smallestGap(String)} over all hosts. */
    public Optional<Duration> smallestGap() {
        Map<String, List<Visit>> byHost =
                select(visit -> visit.kind() != VisitKind.ROBOTS).stream().collect(Collectors.groupingBy(Visit::host));
        return byHost.values().stream()
                .map(visits -> smallest(visits, Visit::end))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Returns how many connections have been opened, since the start and not since the last reset. */
    public synchronized long connectionsOpened() {
        return connections.openedInTotal();
    }

    public synchronized int openConnections() {
        return connections.open();
    }

    /** Returns the most connections that were open at one time. */
    public synchronized int peakConnections() {
        return connections.peak();
    }

    /** Returns the most connections that were open at one time and had been used for the host. */
    public synchronized int peakConnections(String host) {
        return connections.peak(host);
    }

    private synchronized List<Visit> select(Predicate<Visit> condition) {
        return visits.stream().filter(condition).toList();
    }

    private List<Visit> pagesOf(String host) {
        return select(visit -> visit.host().equals(host) && visit.kind() != VisitKind.ROBOTS);
    }

    private Map<String, Long> deliveredPages() {
        return select(visit -> visit.kind() == VisitKind.PAGE && visit.status() == 200).stream()
                .collect(Collectors.groupingBy(Visit::place, Collectors.counting()));
    }

    private static Optional<Duration> smallest(List<Visit> visits, ToLongFunction<Visit> from) {
        // Only differences of nanoTime have a meaning, so order by the distance to one of them.
        long origin = visits.isEmpty() ? 0 : visits.getFirst().start();
        List<Visit> ordered = new ArrayList<>(visits);
        ordered.sort(Comparator.comparingLong(visit -> visit.start() - origin));
        long smallest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (Visit visit : ordered) {
            if (latest != Long.MIN_VALUE) {
                smallest = Math.min(smallest, visit.start() - origin - latest);
            }
            latest = Math.max(latest, from.applyAsLong(visit) - origin);
        }
        return ordered.size() < 2 ? Optional.empty() : Optional.of(Duration.ofNanos(smallest));
    }

    /** Open connections now and at most. Guarded by the journal. */
    private static final class Connections {
        private final Map<Long, Set<String>> hostsOf = new HashMap<>();
        private final Map<String, Level> byHost = new HashMap<>();
        private final Level all = new Level();
        private long lastNumber;

        long opened() {
            lastNumber++;
            hostsOf.put(lastNumber, new HashSet<>(2));
            all.rise();
            return lastNumber;
        }

        void used(long connection, String host) {
            Set<String> hosts = hostsOf.get(connection);
            if (hosts != null && hosts.add(host)) {
                byHost.computeIfAbsent(host, name -> new Level()).rise();
            }
        }

        void closed(long connection) {
            Set<String> hosts = hostsOf.remove(connection);
            if (hosts == null) {
                return;
            }
            all.now--;
            for (String host : hosts) {
                byHost.get(host).now--;
            }
        }

        void resetPeaks() {
            all.peak = all.now;
            byHost.values().removeIf(level -> level.now == 0);
            byHost.values().forEach(level -> level.peak = level.now);
        }

        long openedInTotal() {
            return lastNumber;
        }

        int open() {
            return all.now;
        }

        int peak() {
            return all.peak;
        }

        int peak(String host) {
            Level level = byHost.get(host);
            return level == null ? 0 : level.peak;
        }
    }

    private static final class Level {
        int now;
        int peak;

        void rise() {
            now++;
            peak = Math.max(peak, now);
        }
    }
}
