package io.orbweaver.worker;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Heartbeat.Known;
import io.orbweaver.message.Heartbeat.PermitReport;
import io.orbweaver.message.HeartbeatReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler has been told and has answered, so that a heartbeat holds only what changed since: thousands of
 * crawls that rest cost nothing. A scheduler that was started anew knows nothing. Pure; owned by one thread.
 */
final class Told {
    private record CrawlState(long round, boolean idle, int inFlight, long activity) {
        static CrawlState of(CrawlReport report) {
            return new CrawlState(report.round(), report.idle(), report.inFlight(), report.tally().activity);
        }
    }

    private record Place(int shard, int crawl) {}

    private final Map<Integer, CrawlState> crawls = new HashMap<>();
    private final Map<Place, PermitReport> permits = new HashMap<>();
    private Heartbeat last = new Heartbeat(
            "",
            0,
            0,
            new Known(0, 0, 0, 0),
            Heartbeat.ShardReport.SETTLED,
            List.of(),
            List.of(),
            Map.of(),
            Heartbeat.Health.GOOD);
    private Known known = new Known(0, 0, 0, 0);

    Known known() {
        return known;
    }

    long nextSequence() {
        return last.sequence() + 1;
    }

    List<CrawlReport> changed(List<CrawlReport> all) {
        return all.stream()
                .filter(report -> !CrawlState.of(report).equals(crawls.get(report.crawl())))
                .toList();
    }

    /** Whether it knows that the crawl is idle in that round. */
    boolean ofIdle(int crawl, long round) {
        CrawlState state = crawls.get(crawl);
        return state != null && state.idle() && state.round() == round;
    }

    /** Whoever waits for permits says so each time: the answer is what it waits for. */
    List<PermitReport> changedPermits(List<PermitReport> all) {
        List<PermitReport> changed = new ArrayList<>();
        for (PermitReport report : all) {
            if (report.wanted() || !report.equals(permits.get(new Place(report.shard(), report.crawl())))) {
                changed.add(report);
            }
        }
        return changed;
    }

    /** It goes out now. */
    void sent(Heartbeat beat) {
        last = beat;
    }

    /** Takes an answer in; returns whether it is of use, and not of a scheduler that has died meanwhile. */
    boolean answered(HeartbeatReply reply) {
        if (reply.opening() < known.opening()) {
            return false;
        }
        if (reply.opening() > known.opening()) {
            crawls.clear();
            permits.clear();
        } else if (reply.sequence() == last.sequence()) {
            last.crawls().forEach(report -> crawls.put(report.crawl(), CrawlState.of(report)));
            last.permits().forEach(report -> permits.put(new Place(report.shard(), report.crawl()), report));
        }
        boolean first = reply.opening() > known.opening();
        // One that is late says what is no longer so, and may leave out crawls that have come since.
        if (first ? !reply.whole() : reply.version() < known.orders()) {
            return false;
        }
        known = new Known(
                reply.opening(),
                Math.max(first ? 0 : known.orders(), reply.version()),
                version(
                        known.table(),
                        reply.table() == null ? null : reply.table().version()),
                version(
                        known.rules(),
                        reply.rules() == null ? null : reply.rules().version()));
        return true;
    }

    private static long version(long before, @Nullable Long newer) {
        return newer == null ? before : Math.max(before, newer);
    }

    /** The shard came or went: its permits are news. */
    void forgetShard(int shard) {
        permits.keySet().removeIf(place -> place.shard() == shard);
    }

    /** The crawl is deleted. */
    void forgetCrawl(int crawl) {
        crawls.remove(crawl);
        permits.keySet().removeIf(place -> place.crawl() == crawl);
    }
}
