package io.orbweaver.worker;

import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.HostCounts;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Heartbeat.PermitReport;
import io.orbweaver.message.Tally;
import io.orbweaver.metrics.WorkerMetrics;
import java.util.ArrayList;
import java.util.List;

/** Says how things stand. Pure. */
final class Reporter {
    private final String worker;
    private final long epoch;
    private final Told told;
    private final CrawlBook crawls;
    private final ShardHoldings shards;
    private final Frontier frontier;
    private final PendingCommits pending;

    /** {@code told}: what the scheduler knows. */
    Reporter(
            String worker,
            long epoch,
            Told told,
            CrawlBook crawls,
            ShardHoldings shards,
            Frontier frontier,
            PendingCommits pending) {
        this.worker = worker;
        this.epoch = epoch;
        this.told = told;
        this.crawls = crawls;
        this.shards = shards;
        this.frontier = frontier;
        this.pending = pending;
    }

    /** Returns what the scheduler does not know. It goes out. */
    Heartbeat next(Heartbeat.Health health) {
        Heartbeat beat = heartbeat(
                health, told.nextSequence(), told.changed(crawlReports()), told.changedPermits(permitReports()));
        told.sent(beat);
        return beat;
    }

    /** Returns all there is to know. */
    Heartbeat whole() {
        return heartbeat(Heartbeat.Health.GOOD, 0, crawlReports(), permitReports());
    }

    /** Whether a running crawl has nothing left here, and the scheduler does not know it. */
    boolean idleUnknown() {
        for (CrawlPlan plan : crawls.plans()) {
            if (plan.running() && crawls.nothingLeft(plan.id()) && !told.ofIdle(plan.id(), crawls.round(plan.id()))) {
                return true;
            }
        }
        return false;
    }

    /** Returns what the metrics show; looks at every host in memory. */
    WorkerMetrics.State state(long now) {
        long queued = 0;
        long waiting = 0;
        long outgoing = 0;
        for (int crawl : crawls.counted()) {
            queued += crawls.tally(crawl).queued;
            waiting += crawls.tally(crawl).waiting;
            outgoing += crawls.tally(crawl).outgoing;
        }
        HostCounts hosts = frontier.hostCounts(now);
        return new WorkerMetrics.State(
                queued,
                waiting,
                hosts.fetching(),
                hosts.ready(),
                hosts.backingOff(),
                hosts.idle(),
                frontier.robotsHits(),
                frontier.robotsMisses(),
                outgoing,
                shards.openCount(),
                shards.closingCount(),
                shards.comingCount());
    }

    private Heartbeat heartbeat(
            Heartbeat.Health health, long sequence, List<CrawlReport> reports, List<PermitReport> permits) {
        return new Heartbeat(
                worker, epoch, sequence, told.known(), shards.report(), reports, permits, crawls.widened(), health);
    }

    private List<CrawlReport> crawlReports() {
        List<CrawlReport> reports = new ArrayList<>();
        for (int crawl : crawls.ids()) {
            Tally tally = crawls.tally(crawl);
            boolean idle = crawls.nothingLeft(crawl) && !pending.concerns(crawl);
            reports.add(new CrawlReport(
                    crawl, crawls.round(crawl), idle, crawls.inFlight(crawl), frontier.activeHosts(), tally));
        }
        return reports;
    }

    private List<PermitReport> permitReports() {
        List<PermitReport> reports = new ArrayList<>();
        for (PermitBook.Report report : frontier.permitReports()) {
            reports.add(new PermitReport(
                    report.place().shard(), report.place().crawl(), report.used(), report.returned(), report.wanted()));
        }
        return reports;
    }
}
