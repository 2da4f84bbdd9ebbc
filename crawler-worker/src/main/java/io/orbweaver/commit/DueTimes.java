package io.orbweaver.commit;

import io.orbweaver.commit.CommitResult.Queued;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * URLs that wait for another attempt, by the time they are due. The first time of each shard is remembered, so that
 * nobody asks the disk before. Owned by the store's only writer.
 */
final class DueTimes {
    /** At most so many go back to their queues in one batch; the rest follows in the next. */
    private static final int PROMOTED = 1_000;

    private final KeyValueStore store;
    private final Rows rows;
    private final Map<Integer, Long> first = new HashMap<>();

    DueTimes(KeyValueStore store, Rows rows) {
        this.store = store;
        this.rows = rows;
    }

    void open(int shard) {
        byte[] from = Keys.shard(shard);
        store.scan(Table.DUE, from, Keys.after(from), (key, value) -> {
            first.put(shard, new ByteReader(key, 2).u64());
            return false;
        });
    }

    void close(int shard) {
        first.remove(shard);
    }

    Map<Integer, Long> next() {
        return new TreeMap<>(first);
    }

    void add(QueuedUrl url, long millis, Batch batch) {
        byte[] key = Keys.due(url.shard(), millis, url.crawl(), url.url().hostHash(), url.identity());
        byte[] value = new ByteWriter(128)
                .u16(url.depth())
                .u64(url.order())
                .raw(url.encode())
                .toBytes();
        batch.put(Table.DUE, key, value);
        first.merge(url.shard(), millis, Math::min);
    }

    /** Moves what is due until {@code millis} back to its queue, in its old place. */
    void promote(int shard, long millis, Batch batch, List<Queued> queued) {
        first.remove(shard);
        byte[] from = Keys.shard(shard);
        int[] moved = new int[1];
        store.scan(Table.DUE, from, Keys.after(from), (key, value) -> {
            ByteReader name = new ByteReader(key, 2);
            long due = name.u64();
            if (due > millis || moved[0] == PROMOTED) {
                first.put(shard, due);
                return false;
            }
            moved[0]++;
            queued.add(move(shard, name.u32(), name.u64(), key, value, batch));
            return true;
        });
    }

    /** Reads an entry of {@link Table#DUE}. */
    static QueuedUrl decode(int shard, int crawl, String host, byte[] value) {
        ByteReader in = new ByteReader(value);
        return QueuedUrl.decode(shard, crawl, in.u16(), in.u64(), in, host);
    }

    private Queued move(int shard, int crawl, long hostHash, byte[] key, byte[] value, Batch batch) {
        HostRow host = rows.host(shard, hostHash);
        if (host == null) {
            throw new IllegalStateException("a URL waits for a host that is not there: shard " + shard);
        }
        QueuedUrl url = decode(shard, crawl, host.name(), value);
        batch.delete(Table.DUE, key);
        batch.put(Table.QUEUE, url.queueKey(), url.encode());
        batch.put(Table.URLS, url.urlKey(), new UrlState(UrlState.Kind.QUEUED, url.depth(), 0, url.order()).encode());
        HostQueueRow counts = rows.count(shard, crawl, hostHash, 1, -1, 0);
        rows.tally(shard, crawl, tally -> {
            tally.queued++;
            tally.waiting--;
        });
        return new Queued(url, host, false, counts.fetched());
    }
}
