package io.orbweaver.commit;

import io.orbweaver.message.Outgoing;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.List;
import java.util.Objects;

/** Everything that one crawl has on one shard. Owned by the store's only writer. */
final class CrawlRange {
    /** The tables whose keys are the shard, the crawl, then the rest. */
    private static final List<Table> BY_CRAWL = List.of(
            Table.URLS,
            Table.LAST_MODIFIED,
            Table.QUEUE,
            Table.HOST_QUEUES,
            Table.PAGES,
            Table.BODIES,
            Table.DIGESTS,
            Table.META);

    private CrawlRange() {}

    /** Adds its deletion to the batch. What politeness knows of hosts stays: it is nobody's. */
    static void delete(KeyValueStore store, int shard, int crawl, Batch batch) {
        byte[] from = Keys.crawl(shard, crawl);
        byte[] to = Objects.requireNonNull(Keys.after(from));
        BY_CRAWL.forEach(table -> batch.deleteRange(table, from, to));
        byte[] first = Keys.shard(shard);
        byte[] end = Keys.after(first);
        store.scan(Table.DUE, first, end, (key, value) -> {
            if (new ByteReader(key, 10).u32() == crawl) {
                batch.delete(Table.DUE, key);
            }
            return true;
        });
        store.scan(Table.OUTBOX, first, end, (key, value) -> {
            boolean of = Outgoing.decode(value).values().stream().anyMatch(found -> found.crawl() == crawl);
            if (of) {
                batch.delete(Table.OUTBOX, key);
            }
            return true;
        });
    }
}
