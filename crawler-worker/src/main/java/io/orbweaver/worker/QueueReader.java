package io.orbweaver.worker;

import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.Intention;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads queues from the store for the frontier. Blocks; runs on the store's thread, between commits. */
public final class QueueReader {
    /** Rows that one call looks at; the rest is for the next. */
    private static final int MAX_ROWS = 10_000;

    private final KeyValueStore store;

    public QueueReader(KeyValueStore store) {
        this.store = store;
    }

    /** The entries behind a place in a queue. {@code end}: nothing is behind them. */
    public record Head(List<QueuedUrl> urls, boolean end) {}

    public Head head(Intention.LoadHead asked) {
        byte[] from = Keys.queue(asked.shard(), asked.crawl(), asked.hostHash(), asked.depth(), asked.order() + 1);
        byte[] to = Keys.after(Keys.crawlHost(asked.shard(), asked.crawl(), asked.hostHash()));
        List<QueuedUrl> urls = new ArrayList<>();
        boolean[] more = new boolean[1];
        store.scan(Table.QUEUE, from, to == null ? Keys.end() : to, (key, value) -> {
            if (urls.size() == asked.limit()) {
                more[0] = true;
                return false;
            }
            urls.add(QueuedUrl.decode(key, value, asked.host()));
            return true;
        });
        return new Head(urls, !more[0]);
    }

    /** Hosts with something queued. {@code next}: where to go on, null at the end. */
    public record Hosts(List<Frontier.Found> found, byte @Nullable [] next) {}

    public Hosts hosts(Intention.LoadHosts asked) {
        List<Frontier.Found> found = new ArrayList<>();
        byte[][] next = new byte[1][];
        int[] rows = new int[1];
        store.scan(Table.HOST_QUEUES, asked.from(), Keys.end(), (key, value) -> {
            if (found.size() == asked.limit() || rows[0]++ == MAX_ROWS) {
                next[0] = key;
                return false;
            }
            HostQueueRow row = HostQueueRow.decode(value);
            if (row.queued() > 0) {
                found.add(found(new ByteReader(key), row));
            }
            return true;
        });
        return new Hosts(found, next[0]);
    }

    private Frontier.Found found(ByteReader key, HostQueueRow row) {
        int shard = key.u16();
        int crawl = key.u32();
        long hash = key.u64();
        byte[] host = store.get(Table.HOSTS, Keys.host(shard, hash));
        if (host == null) {
            throw new IllegalStateException("a queue without its host in shard " + shard);
        }
        return new Frontier.Found(crawl, HostRow.decode(shard, host), hash, row.fetched());
    }
}
