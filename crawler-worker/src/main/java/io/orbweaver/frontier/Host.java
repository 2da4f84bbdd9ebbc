package io.orbweaver.frontier;

import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host whose turn is near: Mercator's back queue. Owned by the frontier's thread; times in nanoseconds. */
final class Host {
    /** Position in the due-time queue; {@code NOT_DUE} while nothing is known to do. */
    static final long NOT_DUE = Long.MAX_VALUE;

    final int shard;
    final long hash;
    final String name;
    final RecentEnds ends = new RecentEnds();
    final Map<Integer, CrawlQueue> queues = new HashMap<>();
    /** The crawls that share the host, next first. */
    final Deque<CrawlQueue> turns = new ArrayDeque<>();

    final Map<String, RobotsGate> gates = new HashMap<>();
    HostBackoff backoff;
    long blockedUntil = Long.MIN_VALUE;
    long lastDuration;
    long day;
    long pagesOfDay;
    long dueAt = NOT_DUE;
    int served;

    Host(HostRow row, long hash) {
        this.shard = row.shard();
        this.hash = hash;
        this.name = row.name();
        this.backoff = row.backoff();
        this.day = row.day();
        this.pagesOfDay = row.pagesOfDay();
    }

    CrawlQueue queue(int crawl, boolean empty) {
        CrawlQueue queue = queues.get(crawl);
        if (queue == null) {
            queue = new CrawlQueue(crawl, this, empty);
            queues.put(crawl, queue);
            turns.add(queue);
        }
        return queue;
    }

    void drop(int crawl) {
        CrawlQueue queue = queues.remove(crawl);
        if (queue != null) {
            turns.remove(queue);
        }
    }

    RobotsGate gate(Url url) {
        return gates.computeIfAbsent(url.origin(), origin -> new RobotsGate(robotsOf(url)));
    }

    static Url robotsOf(Url url) {
        return Url.of(url.https(), url.host(), url.port(), "/robots.txt");
    }

    /** Whether it may leave memory: nothing is under way and nothing is to do. */
    boolean empty() {
        return ends.busy() == 0 && queues.values().stream().allMatch(CrawlQueue::empty);
    }

    boolean idle() {
        return ends.busy() == 0 && queues.values().stream().allMatch(CrawlQueue::idle);
    }

    /**
     * Whether it strained for too long, so that what is queued fails. Like a robots.txt that could not be had, that holds
     * for a while and not for ever: then another URL may bring another attempt.
     */
    boolean parked(Duration maxWait, long now) {
        return backoff.parked(maxWait)
                && blockedUntil != Long.MIN_VALUE
                && now - blockedUntil < RobotsGate.FAILURE_HOLDS;
    }

    /** Returns the row to store after a response, or a failure, that ended at {@code wallMillis}. */
    HostRow row(long wallMillis, long now) {
        long blocked = blockedUntil > now ? wallMillis + (blockedUntil - now) / 1_000_000 : 0;
        return new HostRow(shard, name, wallMillis, backoff, Math.max(0, blocked), day, pagesOfDay);
    }

    @Nullable
    CrawlQueue rotate() {
        CrawlQueue queue = turns.pollFirst();
        if (queue != null) {
            turns.addLast(queue);
        }
        return queue;
    }
}
