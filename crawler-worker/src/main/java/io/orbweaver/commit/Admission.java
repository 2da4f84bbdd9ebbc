package io.orbweaver.commit;

import io.orbweaver.admission.TrapRules;
import io.orbweaver.commit.CommitResult.Queued;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.Discovery;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Step 1 of a URL's life: whether a link is new and goes into its host's queue. All links of a batch are looked up
 * together, in the order of their keys, because neighbours on disk are cheap to read together. Owned by the store's
 * only writer: between looking and writing nobody else writes, so no URL is admitted twice.
 */
final class Admission {
    private record Candidate(int shard, Url url, Discovery found) {
        long identity() {
            return QueuedUrl.identity(url, found.sitemap());
        }

        byte[] key() {
            return Keys.url(shard, found.crawl(), url.hostHash(), identity());
        }
    }

    private final KeyValueStore store;
    private final Rows rows;
    private final LongSupplier nextOrder;
    private final RecentUrls recent = new RecentUrls(17);
    private final List<Candidate> candidates = new ArrayList<>();
    private final TreeMap<byte[], Instant> dates = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Candidate> sent = new ArrayList<>();
    private final TreeMap<byte[], Boolean> known = new TreeMap<>(Arrays::compareUnsigned);

    /** {@code nextOrder}: grows with every call, also over restarts. */
    Admission(KeyValueStore store, Rows rows, LongSupplier nextOrder) {
        this.store = store;
        this.rows = rows;
        this.nextOrder = nextOrder;
    }

    /** Remembers a link of one of this worker's shards for {@link #admit}. */
    void offer(int shard, Url url, Discovery found) {
        Instant date = found.lastModified().get(url);
        if (date != null) {
            // Also of a page that is known: links often name it before the sitemap does.
            dates.put(Keys.url(shard, found.crawl(), url.hostHash(), url.urlHash()), date);
        }
        if (!recent.contains(found.crawl(), url.hostHash(), QueuedUrl.identity(url, found.sitemap()))) {
            candidates.add(new Candidate(shard, url, found));
        }
    }

    /**
     * Whether a link to a shard of another worker is to be sent: it is not where one was sent lately, and arrives for
     * certain. A link with something to say about its URL always is.
     */
    boolean unsent(int shard, Url url, Discovery found) {
        if (found.sitemap() != null || found.seed() || found.lastModified().containsKey(url)) {
            return true;
        }
        if (recent.contains(found.crawl(), url.hostHash(), url.urlHash())) {
            return false;
        }
        sent.add(new Candidate(shard, url, found));
        return true;
    }

    /** Forgets what was admitted or sent lately. */
    void forget() {
        recent.clear();
    }

    /** Adds what is new among the links offered to the batch, and to {@code queued}. */
    void admit(Batch batch, List<Queued> queued) {
        dates.forEach((key, date) -> batch.put(
                Table.LAST_MODIFIED,
                key,
                new ByteWriter(8).u64(date.toEpochMilli()).toBytes()));
        lookUp();
        for (Candidate candidate : candidates) {
            Url url = candidate.url();
            int crawl = candidate.found().crawl();
            byte[] key = candidate.key();
            if (Boolean.TRUE.equals(known.get(key))) {
                continue;
            }
            boolean page = candidate.found().sitemap() == null;
            if (!page && !allowed(candidate)) {
                continue;
            }
            String trap = candidate.found().seed() || !page ? null : TrapRules.match(url);
            if (trap != null) {
                rows.tally(candidate.shard(), crawl, tally -> tally.excluded(Exclusion.TRAP, 1));
                continue;
            }
            known.put(key, true);
            queued.add(enqueue(batch, key, candidate));
        }
    }

    /** What other hosts name on this one may take half of what it may name itself. */
    private boolean allowed(Candidate candidate) {
        Sitemap sitemap = candidate.found().sitemap();
        Url url = candidate.url();
        boolean own = sitemap != null && sitemap.host().equals(url.host());
        int most = own ? Sitemap.MAX_PER_HOST : Sitemap.MAX_PER_HOST / 2;
        return rows.sitemap(candidate.shard(), candidate.found().crawl(), url.hostHash(), most);
    }

    private void lookUp() {
        known.clear();
        for (Candidate candidate : candidates) {
            known.put(candidate.key(), false);
        }
        List<byte[]> keys = new ArrayList<>(known.keySet());
        List<byte @Nullable []> values = keys.isEmpty() ? List.of() : store.multiGet(Table.URLS, keys);
        for (int i = 0; i < keys.size(); i++) {
            known.put(keys.get(i), values.get(i) != null);
        }
    }

    private Queued enqueue(Batch batch, byte[] key, Candidate candidate) {
        Url url = candidate.url();
        Discovery found = candidate.found();
        int shard = candidate.shard();
        QueuedUrl entry = new QueuedUrl(
                shard,
                found.crawl(),
                url,
                found.depth(),
                nextOrder.getAsLong(),
                0,
                found.seed(),
                found.referrer(),
                found.chain(),
                found.sitemap());
        batch.put(Table.URLS, key, new UrlState(UrlState.Kind.QUEUED, found.depth(), 0, entry.order()).encode());
        batch.put(Table.QUEUE, entry.queueKey(), entry.encode());
        HostRow host = rows.host(shard, url.hostHash());
        boolean fresh = host == null;
        if (host == null) {
            host = HostRow.fresh(shard, url.host());
            rows.put(host, url.hostHash());
        }
        HostQueueRow counts = rows.count(shard, found.crawl(), url.hostHash(), 1, 0, 0);
        rows.tally(shard, found.crawl(), tally -> {
            tally.discovered += found.sitemap() == null ? 1 : 0;
            tally.queued++;
        });
        return new Queued(entry, host, fresh, counts.fetched());
    }

    /** The batch is durable: what was offered need not be looked up again. */
    void committed() {
        for (Candidate candidate : candidates) {
            Url url = candidate.url();
            if (Boolean.TRUE.equals(known.get(candidate.key()))) {
                recent.add(candidate.found().crawl(), url.hostHash(), candidate.identity());
            }
        }
        for (Candidate away : sent) {
            recent.add(away.found().crawl(), away.url().hostHash(), away.identity());
        }
        sent.clear();
        candidates.clear();
        known.clear();
        dates.clear();
    }
}
