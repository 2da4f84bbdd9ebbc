package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.Heartbeat.CrawlReport;
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
    /** When this process began to count its running time, in nanoseconds. */
    long countedFrom;
    /** Made when seeds are added; anew when the scope has changed. */
    @Nullable
    ScopeSeeds scope;
    /** Only while the crawl is stopping. */
    @Nullable
    Stopping stopping;

    Crawl(CrawlRow row, long now, long firstRound) {
        this.row = row;
        this.end = new EndOfCrawl(firstRound);
        this.permits = new PermitLedger(row.spec().limits().maxPages());
        this.countedFrom = now;
        if (row.state() == State.STOPPING) {
            stopping = new Stopping(firstRound);
        }
    }

    long runMillis(long now) {
        return row.runMillis() + (row.running() ? (now - countedFrom) / 1_000_000 : 0);
    }
}
