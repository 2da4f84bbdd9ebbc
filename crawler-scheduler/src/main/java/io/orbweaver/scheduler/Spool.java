package io.orbweaver.scheduler;

import io.orbweaver.message.Discovery;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.Outbox;
import io.orbweaver.route.OutboxEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Seeds that no worker has taken yet. All lie on disk; only the oldest are in memory besides, so that millions cost none.
 * They are delivered in the order they came. Belongs to the scheduler's thread.
 */
final class Spool {
    private static final long RESEND_NANOS = 2_000_000_000L;
    private static final int IN_MEMORY = 16;

    private final Journal journal;
    private final Outbox oldest = new Outbox(RESEND_NANOS, 0);
    private final Map<Integer, Integer> entries = new HashMap<>();
    private long loaded;
    private boolean more = true;

    /** Opens what the journal holds. */
    Spool(Journal journal) {
        this.journal = journal;
        journal.spooled(crawl -> entries.merge(crawl, 1, Integer::sum));
        refill();
    }

    /** Takes seeds in, durably. */
    void add(int crawl, Map<Integer, Discovery> found) {
        OutboxEntry entry = journal.spool(crawl, found);
        entries.merge(crawl, 1, Integer::sum);
        if (!more && oldest.size() < IN_MEMORY) {
            oldest.add(entry);
            loaded = entry.sequence();
        } else {
            more = true;
        }
    }

    /** Returns whether seeds of the crawl have not been taken. */
    boolean holds(int crawl) {
        return entries.getOrDefault(crawl, 0) > 0;
    }

    /** As {@link Outbox#poll}. */
    List<Outbox.Delivery> poll(long now, IntFunction<@Nullable String> owner, IntToLongFunction version) {
        return oldest.poll(now, owner, version);
    }

    /** Takes an acknowledgement in; returns the crawl of the seeds that now lie with workers, or null. */
    @Nullable
    Integer acknowledged(LinkAck ack) {
        List<OutboxEntry> taken = oldest.acknowledged(ack);
        if (taken.isEmpty()) {
            return null;
        }
        for (OutboxEntry entry : taken) {
            journal.unspool(entry.sequence());
            entries.merge(entry.crawl(), -1, Integer::sum);
        }
        refill();
        return taken.getFirst().crawl();
    }

    /** The journal has forgotten the crawl. */
    void drop(int crawl) {
        oldest.forgetCrawl(crawl);
        entries.remove(crawl);
        refill();
    }

    private void refill() {
        int room = IN_MEMORY - oldest.size();
        if (more && room > 0) {
            List<OutboxEntry> next = journal.spoolBehind(loaded, room);
            for (OutboxEntry entry : next) {
                oldest.add(entry);
                loaded = entry.sequence();
            }
            more = next.size() == room;
        }
    }
}
