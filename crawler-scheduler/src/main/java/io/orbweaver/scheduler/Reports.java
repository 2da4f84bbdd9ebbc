package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.Counts;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Tally;
import java.util.Collection;
import java.util.Map;

/** Adds up what workers report of a crawl. */
final class Reports {
    private Reports() {}

    static CrawlStatus status(CrawlRow row, Collection<CrawlReport> reports, Collection<Tally> moving) {
        Tally sum = new Tally();
        moving.forEach(sum::add);
        long inFlight = 0;
        long hosts = 0;
        for (CrawlReport report : reports) {
            sum.add(report.tally());
            inFlight += report.inFlight();
            hosts += row.running() ? report.activeHosts() : 0;
        }
        Counts counts = new Counts(
                sum.discovered,
                Math.max(0, sum.queued + sum.waiting - inFlight),
                inFlight,
                sum.fetched,
                sum.redirects,
                sum.failed,
                sum.excluded,
                sum.duplicates,
                sum.bytes,
                Map.copyOf(sum.byStatus),
                Map.copyOf(sum.failures),
                Map.copyOf(sum.exclusions),
                0,
                0,
                hosts);
        return new CrawlStatus(
                row.id(),
                row.spec(),
                row.state(),
                row.reason(),
                row.created(),
                row.created(),
                row.finished(),
                counts,
                row.lostShards());
    }
}
