package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Tally;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A crawl in the scheduler's memory: its row, and what only the running process knows. Mutable, owned by one thread. */
final class Crawl {
    CrawlRow row;
    final PermitLedger permits;
    final EndOfCrawl end;
    /** The last report of each worker. */
    final Map<String, CrawlReport> reports = new HashMap<>();
    /** Counters of shards that are on their way from one worker to another. */
    final Map<Integer, Tally> moving = new HashMap<>();
    /** Of the last change of the order, and of the round. */
    long orderVersion;

    long roundVersion;
    /** When this process began to count its running time, in nanoseconds. */
    long countedFrom;
    /** Made when seeds are added; anew when the scope has changed. */
    @Nullable
    ScopeSeeds scope;
    /** Only while the crawl is stopping. */
    @Nullable
    Stopping stopping;

    Crawl(CrawlRow row, long now, long firstRound, long version) {
        this.orderVersion = version;
        this.roundVersion = version;
        this.row = row;
        this.end = new EndOfCrawl(firstRound);
        this.permits = new PermitLedger(row.spec().limits().maxPages());
        this.countedFrom = now;
        if (row.state() == State.STOPPING) {
            stopping = new Stopping(firstRound);
        }
    }

    /** Returns the body bytes received so far. */
    long bytes() {
        long sum = 0;
        for (CrawlReport report : reports.values()) {
            sum += report.tally().bytes;
        }
        for (Tally tally : moving.values()) {
            sum += tally.bytes;
        }
        return sum;
    }

    long runMillis(long now) {
        return row.runMillis() + (row.running() ? (now - countedFrom) / 1_000_000 : 0);
    }
}
