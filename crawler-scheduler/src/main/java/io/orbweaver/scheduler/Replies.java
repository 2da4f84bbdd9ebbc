package io.orbweaver.scheduler;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.HeartbeatReply.Grant;
import io.orbweaver.message.HeartbeatReply.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a worker is told: whatever it does not have yet. Permits are granted, and written, on the way. */
final class Replies {
    private final Journal journal;
    private final Crawls crawls;
    private final Ownership ownership;
    private final Rules rules;

    Replies(Journal journal, Crawls crawls, Ownership ownership, Rules rules) {
        this.journal = journal;
        this.crawls = crawls;
        this.ownership = ownership;
        this.rules = rules;
    }

    HeartbeatReply to(Heartbeat beat) {
        boolean whole =
                beat.known().opening() != journal.opening() || beat.known().orders() < crawls.firstVersion();
        long known = whole ? 0 : beat.known().orders();
        List<Order> orders = new ArrayList<>();
        Map<Integer, Long> rounds = new HashMap<>();
        Set<Integer> reclaim = new HashSet<>();
        for (Crawl crawl : crawls.all()) {
            CrawlRow row = crawl.row;
            if (crawl.orderVersion > known) {
                orders.add(new Order(row.id(), row.version(), row.spec(), row.scopeSeeds(), row.running()));
            }
            if (crawl.roundVersion > known) {
                rounds.put(row.id(), crawl.end.round());
            }
            if (row.running() && row.spec().limits().maxPages() > 0) {
                journal.save(row.id(), crawl.permits.grant());
                if (crawl.permits.starving()) {
                    reclaim.add(row.id());
                }
            }
        }
        Set<Integer> gone = new HashSet<>();
        crawls.deleted().forEach((id, at) -> {
            if (at > known) {
                gone.add(id);
            }
        });
        List<Grant> grants = new ArrayList<>();
        for (Heartbeat.PermitReport report : beat.permits()) {
            Crawl crawl = crawls.find(report.crawl());
            if (crawl != null) {
                grants.add(new Grant(report.shard(), report.crawl(), crawl.permits.granted(report.shard())));
            }
        }
        return new HeartbeatReply(
                beat.sequence(),
                journal.opening(),
                crawls.version(),
                whole,
                orders,
                journal.lastId(),
                gone,
                rounds,
                grants,
                reclaim,
                beat.known().table() == ownership.version() ? null : ownership.table(),
                beat.known().rules() == rules.version()
                        ? null
                        : new HeartbeatReply.Rules(rules.version(), rules.inForce()));
    }
}
