package io.orbweaver.frontier;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the frontier has in memory of a host at one moment, for those who only look. Immutable; wall clock milliseconds.
 *
 * @param inFlight requests under way
 * @param turnMillis when its next turn is, zero while it waits for something else than time
 * @param taken by crawl the orders of the entries that are being requested or whose end is not durable yet
 */
public record HostSight(int inFlight, long turnMillis, Map<Integer, Set<Long>> taken, List<Robots> robots) {

    /** How much is known of one origin's robots.txt. */
    public enum State {
        /** Nobody asked, or what was known does not hold any more. */
        UNKNOWN,
        /** A request for it is under way, or waits to be repeated. */
        ASKING,
        KNOWN,
        /** It could not be had, and is not asked for again for a while. */
        FAILED
    }

    /**
     * The robots.txt of one origin.
     *
     * @param failure why it could not be had, else null
     * @param detail the same in words, may be empty
     * @param crawlDelay null where there is none for us
     */
    public record Robots(
            String origin,
            State state,
            @Nullable FailureKind failure,
            String detail,
            @Nullable Duration crawlDelay) {}

    static HostSight of(Host host, RobotsCache robots, long now, long wallMillis) {
        Map<Integer, Set<Long>> taken = new HashMap<>();
        host.queues.forEach((crawl, queue) -> taken.put(crawl, queue.takenOrders()));
        long turn = host.dueAt == Host.NOT_DUE ? 0 : wallMillis + Math.max(0, host.dueAt - now) / 1_000_000;
        return new HostSight(host.ends.busy(), turn, Map.copyOf(taken), robots(host, host.name, robots, now));
    }

    /** Of a host that is not in memory, though its robots.txt may be. */
    static HostSight absent(String name, RobotsCache robots, long now) {
        return new HostSight(0, 0, Map.of(), robots(null, name, robots, now));
    }

    /** Of the origins that were asked for, and of those that the name alone stands for. */
    private static List<Robots> robots(@Nullable Host host, String name, RobotsCache cache, long now) {
        Set<String> origins = new TreeSet<>();
        if (host != null) {
            origins.addAll(host.gates.keySet());
        }
        origins.add(Url.of(false, name, 80, "/").origin());
        origins.add(Url.of(true, name, 443, "/").origin());
        List<Robots> seen = new ArrayList<>();
        for (String origin : origins) {
            RobotsGate gate = host == null ? null : host.gates.get(origin);
            RobotsRules rules = cache.get(origin, now);
            if (gate != null || rules != null) {
                seen.add(robots(origin, gate, rules, now));
            }
        }
        return List.copyOf(seen);
    }

    private static Robots robots(String origin, @Nullable RobotsGate gate, @Nullable RobotsRules rules, long now) {
        if (rules != null) {
            return new Robots(origin, State.KNOWN, null, "", rules.crawlDelay());
        }
        FailureKind failure = gate == null ? null : gate.failure(now);
        if (gate != null && failure != null) {
            return new Robots(origin, State.FAILED, failure, gate.detail(), null);
        }
        boolean asking = gate != null && (gate.asking() || gate.askAt() > now);
        return new Robots(origin, asking ? State.ASKING : State.UNKNOWN, null, "", null);
    }
}
