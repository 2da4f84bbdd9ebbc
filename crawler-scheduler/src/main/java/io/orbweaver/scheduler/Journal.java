package io.orbweaver.scheduler;

import io.orbweaver.message.Discovery;
import io.orbweaver.message.Outgoing;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.OutboxEntry;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** What the scheduler keeps on disk: crawls, grants, and seeds that no worker has taken yet. Owned by one thread. */
final class Journal {
    private static final byte[] START = new byte[0];
    private static final byte[] LAST_ID = {0, 0, 0, 0};
    private static final byte[] LAST_SEQUENCE = {0, 0, 0, 0, 0};
    private static final byte[] OPENINGS = {0, 0, 0, 0, 0, 0};

    /** In place of a shard: of all shards that are lost. */
    static final int LOST = 0xffff;

    private final KeyValueStore store;
    private final long openings;
    private long sequence;
    private int lastId;

    Journal(KeyValueStore store) {
        this.store = store;
        byte[] last = store.get(Table.CRAWLS, LAST_SEQUENCE);
        sequence = last == null ? 0 : new ByteReader(last).u64();
        byte[] id = store.get(Table.CRAWLS, LAST_ID);
        lastId = id == null ? 0 : new ByteReader(id).u32();
        byte[] before = store.get(Table.CRAWLS, OPENINGS);
        openings = before == null ? 1 : new ByteReader(before).u64() + 1;
        put(Table.CRAWLS, OPENINGS, new ByteWriter(8).u64(openings).toBytes());
    }

    /** Returns which opening of the store this is. */
    long opening() {
        return openings;
    }

    /** Returns a number of a round that is higher than all that were used before the store was opened this time. */
    long firstRound() {
        return openings << 32;
    }

    /** Returns an id that was never used before: ids only grow. */
    int nextId() {
        int id = lastId + 1;
        put(Table.CRAWLS, LAST_ID, new ByteWriter(4).u32(id).toBytes());
        lastId = id;
        return id;
    }

    /** Returns the highest id that was given so far, zero where none was. */
    int lastId() {
        return lastId;
    }

    List<CrawlRow> crawls() {
        return crawls(store);
    }

    static List<CrawlRow> crawls(KeyValueStore store) {
        List<CrawlRow> rows = new ArrayList<>();
        store.scan(Table.CRAWLS, new byte[] {0, 0, 0, 0, 1}, Keys.end(), (key, value) -> {
            rows.add(CrawlRow.decode(new ByteReader(key).u32(), value));
            return true;
        });
        return rows;
    }

    void save(CrawlRow row) {
        put(Table.CRAWLS, new ByteWriter(4).u32(row.id()).toBytes(), row.encode());
    }

    /** Forgets a crawl, its grants and its seeds, all at once. Its id stays used, as ids only grow. */
    void delete(int crawl) {
        Batch batch = new Batch();
        byte[] from = new ByteWriter(4).u32(crawl).toBytes();
        batch.delete(Table.CRAWLS, from);
        batch.deleteRange(Table.GRANTS, from, new ByteWriter(4).u32(crawl + 1).toBytes());
        store.scan(Table.SPOOL, START, Keys.end(), (key, value) -> {
            if (new ByteReader(value).u32() == crawl) {
                batch.delete(Table.SPOOL, key);
            }
            return true;
        });
        store.write(batch);
    }

    void save(int crawl, Map<Integer, Long> grants) {
        if (grants.isEmpty()) {
            return;
        }
        Batch batch = new Batch();
        grants.forEach((shard, total) -> batch.put(
                Table.GRANTS,
                new ByteWriter(6).u32(crawl).u16(shard).toBytes(),
                new ByteWriter(8).u64(total).toBytes()));
        store.write(batch);
    }

    /** What is written when shards are lost: nothing is granted to them any more, and {@code total} is lost in all. */
    static void lost(Batch batch, int crawl, Iterable<Integer> shards, long total) {
        shards.forEach(shard -> batch.delete(
                Table.GRANTS, new ByteWriter(6).u32(crawl).u16(shard).toBytes()));
        batch.put(
                Table.GRANTS,
                new ByteWriter(6).u32(crawl).u16(LOST).toBytes(),
                new ByteWriter(8).u64(total).toBytes());
    }

    static void put(Batch batch, CrawlRow row) {
        batch.put(Table.CRAWLS, new ByteWriter(4).u32(row.id()).toBytes(), row.encode());
    }

    /** Visits what was granted by shard, and by {@link #LOST} what was lost. */
    void grants(int crawl, BiConsumer<Integer, Long> each) {
        byte[] from = new ByteWriter(4).u32(crawl).toBytes();
        byte[] to = new ByteWriter(4).u32(crawl + 1).toBytes();
        store.scan(Table.GRANTS, from, to, (key, value) -> {
            each.accept(new ByteReader(key, 4).u16(), new ByteReader(value).u64());
            return true;
        });
    }

    /** Writes seeds down for delivery. */
    OutboxEntry spool(int crawl, Map<Integer, Discovery> found) {
        long next = ++sequence;
        Batch batch = new Batch();
        batch.put(
                Table.SPOOL,
                key(next),
                new ByteWriter(256).u32(crawl).raw(Outgoing.encode(found)).toBytes());
        batch.put(Table.CRAWLS, LAST_SEQUENCE, new ByteWriter(8).u64(next).toBytes());
        store.write(batch);
        return new OutboxEntry(LinkBatch.SEEDS, next, found);
    }

    /** Tells the crawl of every entry that waits for delivery. */
    void spooled(IntConsumer each) {
        store.scan(Table.SPOOL, START, Keys.end(), (key, value) -> {
            each.accept(new ByteReader(value).u32());
            return true;
        });
    }

    /** Returns the first entries behind a sequence, at most {@code most}. */
    List<OutboxEntry> spoolBehind(long last, int most) {
        List<OutboxEntry> entries = new ArrayList<>();
        store.scan(Table.SPOOL, key(last + 1), Keys.end(), (key, value) -> {
            Map<Integer, Discovery> found = Outgoing.decode(new ByteReader(value, 4).rest());
            entries.add(new OutboxEntry(LinkBatch.SEEDS, new ByteReader(key).u64(), found));
            return entries.size() < most;
        });
        return entries;
    }

    void unspool(long taken) {
        Batch batch = new Batch();
        batch.delete(Table.SPOOL, key(taken));
        store.write(batch);
    }

    private static byte[] key(long sequence) {
        return new ByteWriter(8).u64(sequence).toBytes();
    }

    private void put(Table table, byte[] key, byte[] value) {
        Batch batch = new Batch();
        batch.put(table, key, value);
        store.write(batch);
    }
}
