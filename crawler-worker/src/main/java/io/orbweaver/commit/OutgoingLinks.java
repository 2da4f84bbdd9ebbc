package io.orbweaver.commit;

import io.orbweaver.message.Outgoing;
import io.orbweaver.route.OutboxEntry;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Links that leave this worker's shards. All lie on disk; of each shard only the oldest are handed out to be sent, so that
 * a worker which is away for long costs the others no memory. Owned by the store's only writer.
 */
final class OutgoingLinks {
    /** Of one shard, handed out and not delivered, from which on no more are. */
    private static final int MOST_LINKS = 1_000;

    private static final class Shard {
        /** The entries that are handed out, by sequence. */
        final Map<Long, OutboxEntry> out = new HashMap<>();

        int links;
        /** Of the entry that was handed out last. */
        long last;
        /** Whether there may be others behind it. */
        boolean more;

        void hand(OutboxEntry entry, List<OutboxEntry> to) {
            out.put(entry.sequence(), entry);
            links += entry.links();
            last = entry.sequence();
            to.add(entry);
        }

        boolean room() {
            return links < MOST_LINKS;
        }
    }

    private final KeyValueStore store;
    private final Map<Integer, Shard> shards = new HashMap<>();
    private final List<OutboxEntry> handed = new ArrayList<>();

    OutgoingLinks(KeyValueStore store) {
        this.store = store;
    }

    /** The shard is opened: what was left from before is to be sent. */
    void open(int shard) {
        Shard opened = new Shard();
        opened.more = true;
        shards.put(shard, opened);
    }

    void close(int shard) {
        shards.remove(shard);
    }

    /** The crawl's entries are deleted. */
    void forget(int shard, int crawl) {
        Shard of = of(shard);
        of.out.values().removeIf(entry -> {
            boolean gone = entry.crawl() == crawl;
            of.links -= gone ? entry.links() : 0;
            return gone;
        });
    }

    /** Adds the entry to the batch; it is handed out with it where there is room. */
    void add(OutboxEntry entry, Batch batch) {
        batch.put(Table.OUTBOX, Keys.outbox(entry.from(), entry.sequence()), Outgoing.encode(entry.byShard()));
        Shard of = of(entry.from());
        if (of.more || !of.room()) {
            of.more = true;
        } else {
            of.hand(entry, handed);
        }
    }

    /** Deletes an entry that was handed out. */
    void delivered(Commit.Delivered done, Batch batch) {
        batch.delete(Table.OUTBOX, Keys.outbox(done.shard(), done.sequence()));
        Shard of = of(done.shard());
        if (of.out.remove(done.sequence()) != null) {
            of.links -= done.links();
        }
    }

    /** Returns what is to be sent from now on, each entry once. The batches before have to be written. */
    List<OutboxEntry> toSend() {
        shards.forEach((number, shard) -> {
            if (shard.more && shard.room()) {
                shard.more = false;
                store.scan(
                        Table.OUTBOX,
                        Keys.outbox(number, shard.last + 1),
                        Objects.requireNonNull(Keys.after(Keys.shard(number))),
                        (key, value) -> {
                            shard.more = !shard.room();
                            if (!shard.more) {
                                long sequence = new ByteReader(key, 2).u64();
                                shard.hand(new OutboxEntry(number, sequence, Outgoing.decode(value)), handed);
                            }
                            return !shard.more;
                        });
            }
        });
        List<OutboxEntry> now = List.copyOf(handed);
        handed.clear();
        return now;
    }

    private Shard of(int shard) {
        return Objects.requireNonNull(shards.get(shard), "a shard that is not open");
    }
}
