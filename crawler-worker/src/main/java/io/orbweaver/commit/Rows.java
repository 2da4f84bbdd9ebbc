package io.orbweaver.commit;

import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.message.Tally;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that commits read, change and write back: hosts, counts per host, counters per crawl. The store's only writer
 * keeps the recent ones in memory; what a batch changed is written with it. Owned by one thread.
 */
final class Rows {
    private static final int CACHED = 50_000;

    private record HostKey(int shard, long hash) {}

    private record QueueKey(int shard, int crawl, long host) {}

    private record CrawlKey(int shard, int crawl) {}

    private final KeyValueStore store;
    private final Map<HostKey, HostRow> hosts = recent();
    private final Map<QueueKey, HostQueueRow> queues = recent();
    private final Map<CrawlKey, Tally> tallies = new HashMap<>();
    private final Map<Integer, Tally> totals = new HashMap<>();
    private Tally changes = new Tally();
    private final Set<HostKey> changedHosts = new HashSet<>();
    private final Set<QueueKey> changedQueues = new HashSet<>();
    private final Set<CrawlKey> changedTallies = new HashSet<>();

    Rows(KeyValueStore store) {
        this.store = store;
    }

    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>(1024, 0.75f, true);
    }

    /** Reads the counters of a shard when it is opened. */
    void open(int shard) {
        byte[] from = Keys.shard(shard);
        store.scan(Table.META, from, Keys.after(from), (key, value) -> {
            if (key.length == 6) {
                int crawl = new ByteReader(key, 2).u32();
                Tally tally = Tally.decode(value);
                tallies.put(new CrawlKey(shard, crawl), tally);
                totals.computeIfAbsent(crawl, any -> new Tally()).add(tally);
            }
            return true;
        });
    }

    /** Forgets a shard, of which everything is written. Returns its counters by crawl. */
    Map<Integer, Tally> close(int shard) {
        hosts.keySet().removeIf(key -> key.shard() == shard);
        queues.keySet().removeIf(key -> key.shard() == shard);
        Map<Integer, Tally> closed = new HashMap<>();
        tallies.forEach((key, tally) -> {
            if (key.shard() == shard) {
                closed.put(key.crawl(), tally);
            }
        });
        tallies.keySet().removeIf(key -> key.shard() == shard);
        closed.keySet().forEach(this::sumUp);
        return closed;
    }

    /** Forgets a crawl that is deleted. */
    void forget(int crawl) {
        queues.keySet().removeIf(key -> key.crawl() == crawl);
        changedQueues.removeIf(key -> key.crawl() == crawl);
        tallies.keySet().removeIf(key -> key.crawl() == crawl);
        changedTallies.removeIf(key -> key.crawl() == crawl);
        totals.remove(crawl);
    }

    private void sumUp(int crawl) {
        Tally sum = new Tally();
        tallies.forEach((key, tally) -> {
            if (key.crawl() == crawl) {
                sum.add(tally);
            }
        });
        totals.put(crawl, sum);
    }

    @Nullable
    HostRow host(int shard, long hash) {
        HostKey key = new HostKey(shard, hash);
        HostRow row = hosts.get(key);
        if (row == null) {
            byte[] value = store.get(Table.HOSTS, Keys.host(shard, hash));
            if (value != null) {
                row = HostRow.decode(shard, value);
                hosts.put(key, row);
            }
        }
        return row;
    }

    void put(HostRow row, long hash) {
        HostKey key = new HostKey(row.shard(), hash);
        hosts.put(key, row);
        changedHosts.add(key);
    }

    /** Adds to the counts of a host and returns them. */
    HostQueueRow count(int shard, int crawl, long host, long queued, long waiting, long fetched) {
        QueueKey key = new QueueKey(shard, crawl, host);
        HostQueueRow row = queues.get(key);
        if (row == null) {
            byte[] value = store.get(Table.HOST_QUEUES, Keys.crawlHost(shard, crawl, host));
            row = value == null ? HostQueueRow.EMPTY : HostQueueRow.decode(value);
        }
        HostQueueRow changed = row.plus(queued, waiting, fetched);
        queues.put(key, changed);
        changedQueues.add(key);
        return changed;
    }

    /** Counts one more sitemap of a host, where there are fewer than {@code most}. */
    boolean sitemap(int shard, int crawl, long host, int most) {
        HostQueueRow row = count(shard, crawl, host, 0, 0, 0);
        if (row.sitemaps() >= most) {
            return false;
        }
        queues.put(new QueueKey(shard, crawl, host), row.plusSitemap());
        return true;
    }

    /** Applies a change to the counters of the crawl on the shard, and to their sum over all shards. */
    void tally(int shard, int crawl, Consumer<Tally> change) {
        CrawlKey key = new CrawlKey(shard, crawl);
        change.accept(tallies.computeIfAbsent(key, any -> new Tally()));
        change.accept(totals.computeIfAbsent(crawl, any -> new Tally()));
        change.accept(changes);
        changedTallies.add(key);
    }

    /** Returns what was added to the counters of all crawls together since the last call. */
    Tally takeChanges() {
        Tally taken = changes;
        changes = new Tally();
        return taken;
    }

    /** Returns what was used and given back of the permits of every crawl and shard. */
    List<PermitBook.Report> permits(Set<Integer> shards) {
        List<PermitBook.Report> reports = new ArrayList<>();
        tallies.forEach((key, tally) -> {
            if (shards.contains(key.shard())) {
                reports.add(new PermitBook.Report(
                        new PermitBook.Place(key.shard(), key.crawl()),
                        tally.fetched,
                        Permits.returned(store, key.shard(), key.crawl()),
                        false));
            }
        });
        return reports;
    }

    /** Returns copies of the sums of all crawls. */
    Map<Integer, Tally> totals() {
        Map<Integer, Tally> copies = new HashMap<>();
        totals.forEach((crawl, tally) -> copies.put(crawl, tally.copy()));
        return copies;
    }

    /** Adds every changed row to the batch and returns the sums of the crawls it touches. */
    Map<Integer, Tally> flush(Batch batch) {
        for (HostKey key : changedHosts) {
            batch.put(
                    Table.HOSTS,
                    Keys.host(key.shard(), key.hash()),
                    hosts.get(key).encode());
        }
        for (QueueKey key : changedQueues) {
            batch.put(
                    Table.HOST_QUEUES,
                    Keys.crawlHost(key.shard(), key.crawl(), key.host()),
                    queues.get(key).encode());
        }
        Map<Integer, Tally> touched = new HashMap<>();
        for (CrawlKey key : changedTallies) {
            Tally tally = tallies.get(key);
            tally.activity++;
            totals.get(key.crawl()).activity++;
            batch.put(Table.META, Keys.crawl(key.shard(), key.crawl()), tally.encode());
        }
        for (CrawlKey key : changedTallies) {
            touched.computeIfAbsent(key.crawl(), crawl -> totals.get(crawl).copy());
        }
        changedHosts.clear();
        changedQueues.clear();
        changedTallies.clear();
        trim(hosts);
        trim(queues);
        return touched;
    }

    private static <K, V> void trim(Map<K, V> rows) {
        var oldest = rows.entrySet().iterator();
        for (int over = rows.size() - CACHED; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }
}
