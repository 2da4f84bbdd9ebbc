package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.CrawlStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The crawls there are, each with the version of its last change, so that workers are told only what is new to them. What
 * changes is on disk before it holds. Owned by one thread.
 */
final class Crawls {
    private final Journal journal;
    private final Map<Integer, Crawl> crawls = new TreeMap<>();
    /** Crawls that were deleted since this process began, and when, in versions. */
    private final Map<Integer, Long> deleted = new HashMap<>();
    /** Of orders and rounds: grows with each change, also over restarts. */
    private long version;

    private final long firstVersion;

    /** Opens what the journal holds. */
    Crawls(Journal journal, long now) {
        this.journal = journal;
        this.firstVersion = journal.firstRound();
        this.version = firstVersion;
        journal.crawls().forEach(row -> crawls.put(row.id(), new Crawl(row, now, journal.firstRound(), ++version)));
        for (Crawl crawl : crawls.values()) {
            journal.grants(crawl.row.id(), (shard, total) -> {
                if (shard == Journal.LOST) {
                    crawl.permits.restoreLost(total);
                } else {
                    crawl.permits.restore(shard, total);
                }
            });
            if (crawl.row.state() == State.STOPPING) {
                crawl.stopping = new Stopping(crawl.end.round());
            }
        }
    }

    long version() {
        return version;
    }

    /** Of what was there when this process began: who knows only earlier ones is told everything. */
    long firstVersion() {
        return firstVersion;
    }

    Collection<Crawl> all() {
        return crawls.values();
    }

    List<Integer> ids() {
        return List.copyOf(crawls.keySet());
    }

    @Nullable
    Crawl find(int id) {
        return crawls.get(id);
    }

    Crawl get(int id) {
        Crawl crawl = crawls.get(id);
        if (crawl == null) {
            throw new NoSuchCrawlException(id);
        }
        return crawl;
    }

    void add(CrawlRow row, long now) {
        crawls.put(row.id(), new Crawl(row, now, journal.firstRound(), ++version));
        journal.save(row);
    }

    void save(Crawl crawl, CrawlRow row) {
        journal.save(row);
        changed(crawl, row);
    }

    /** As {@link #save}, where the row is written already. */
    void changed(Crawl crawl, CrawlRow row) {
        crawl.row = row;
        crawl.orderVersion = ++version;
    }

    /** The question for the end is asked anew. */
    void disturb(Crawl crawl) {
        crawl.end.disturb();
        roundChanged(crawl);
    }

    void roundChanged(Crawl crawl) {
        crawl.roundVersion = ++version;
    }

    void delete(int id) {
        get(id);
        journal.delete(id);
        crawls.remove(id);
        deleted.put(id, ++version);
    }

    Map<Integer, Long> deleted() {
        return deleted;
    }

    /** Whether the crawl has run for as long as it may. */
    static boolean timeIsOver(Crawl crawl, long now) {
        Duration most = crawl.row.spec().limits().maxDuration();
        return most.isPositive() && crawl.runMillis(now) >= most.toMillis();
    }

    void end(Crawl crawl, Reason reason, long now, Instant wall) {
        save(crawl, crawl.row.with(State.FINISHED, reason, wall, crawl.runMillis(now)));
    }

    void stopped(Crawl crawl, Instant wall) {
        save(crawl, crawl.row.with(State.STOPPED, Reason.STOPPED, wall, crawl.row.runMillis()));
        crawl.stopping = null;
    }

    void widen(int id, List<String> seeds) {
        Crawl crawl = crawls.get(id);
        if (crawl == null) {
            return;
        }
        Set<String> wider = new LinkedHashSet<>(crawl.row.scopeSeeds());
        if (wider.addAll(seeds)) {
            save(crawl, crawl.row.withScopeSeeds(List.copyOf(wider)));
        }
    }
}
