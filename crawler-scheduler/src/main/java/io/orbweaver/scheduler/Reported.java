package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Heartbeat.CrawlReport;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What follows from what workers report: permits that are used, crawls that end. Owned by one thread. */
final class Reported {
    private final Crawls crawls;
    private final Spool spool;
    private final Ownership ownership;
    private long tableSeen;

    Reported(Crawls crawls, Spool spool, Ownership ownership) {
        this.crawls = crawls;
        this.spool = spool;
        this.ownership = ownership;
        this.tableSeen = ownership.version();
    }

    void takeIn(Heartbeat beat, long now, Instant wall) {
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.find(report.crawl());
            if (crawl != null && beat.worker().equals(ownership.owner(report.shard()))) {
                crawl.permits.report(report.shard(), report.used(), report.returned(), report.wanted());
            }
        }
        beat.seeds().forEach(crawls::widen);
        shardsChanged();
        countMoving(beat);
        for (CrawlReport report : beat.crawls()) {
            Crawl crawl = crawls.find(report.crawl());
            if (crawl != null) {
                crawl.reports.put(beat.worker(), report);
            }
        }
        for (Crawl crawl : crawls.all()) {
            // Also where nothing changed: an answer may not have counted yet because shards were on their way.
            CrawlReport report = crawl.reports.get(beat.worker());
            if (report != null) {
                askForTheEnd(crawl, report, beat, now, wall);
                boolean quiet = crawl.stopping != null
                        && crawl.stopping.heard(beat.worker(), report.round(), report.inFlight(), fetching(now));
                if (quiet) {
                    crawls.stopped(crawl, wall);
                }
            }
            endAtALimit(crawl, now, wall);
        }
    }

    /** What was answered under another table says nothing about the end. */
    void shardsChanged() {
        if (tableSeen != ownership.version()) {
            tableSeen = ownership.version();
            crawls.all().forEach(crawls::disturb);
        }
    }

    /** Nobody reports a shard that is on its way; its counters are those that its last owner left. */
    private void countMoving(Heartbeat beat) {
        for (Crawl crawl : crawls.all()) {
            crawl.moving.keySet().removeIf(shard -> ownership.arrived(shard));
        }
        beat.shards()
                .counters()
                .forEach((shard, tallies) -> tallies.forEach((id, tally) -> {
                    Crawl crawl = crawls.find(id);
                    if (crawl != null && !ownership.arrived(shard)) {
                        crawl.moving.put(shard, tally);
                    }
                }));
    }

    private void askForTheEnd(Crawl crawl, CrawlReport report, Heartbeat beat, long now, Instant wall) {
        if (!crawl.row.running() || !ownership.stable() || !ownership.settled(beat.worker())) {
            return;
        }
        boolean idle = report.idle() && !spool.holds(report.crawl());
        long before = crawl.end.round();
        boolean over = crawl.end.answered(
                beat.worker(), report.round(), idle, report.tally().activity, beat.epoch(), ownership.owners());
        if (crawl.end.round() != before) {
            crawls.roundChanged(crawl);
        }
        if (over) {
            boolean spent = crawl.row.spec().limits().maxPages() > 0 && crawl.permits.spent();
            crawls.end(crawl, spent ? Reason.MAX_PAGES : Reason.EXHAUSTED, now, wall);
        }
    }

    private void endAtALimit(Crawl crawl, long now, Instant wall) {
        if (!crawl.row.running()) {
            return;
        }
        CrawlSpec.Limits limits = crawl.row.spec().limits();
        if (limits.maxPages() > 0 && crawl.permits.spent()) {
            crawls.end(crawl, Reason.MAX_PAGES, now, wall);
        } else if (limits.maxBytes() > 0 && crawl.bytes() >= limits.maxBytes()) {
            crawls.end(crawl, Reason.MAX_BYTES, now, wall);
        } else if (Crawls.timeIsOver(crawl, now)) {
            crawls.end(crawl, Reason.MAX_DURATION, now, wall);
        }
    }

    /** Returns the workers that may have requests in flight. */
    Set<String> fetching(long now) {
        Set<String> fetching = new HashSet<>(ownership.owners());
        fetching.removeIf(worker -> ownership.leasedFor(worker, now).isZero());
        return fetching;
    }
}
