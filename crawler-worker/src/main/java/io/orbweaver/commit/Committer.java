package io.orbweaver.commit;

import io.orbweaver.commit.CommitResult.Queued;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.PermitBook;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.Discovery;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.message.Tally;
import io.orbweaver.route.OutboxEntry;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Step 6 of a URL's life: everything that came together since the last call becomes durable in ONE atomic batch: record
 * and body, the URL's state, its queue entry gone, new links of this worker queued, one outbox entry for those of other
 * workers, counters. A crash before it means the URL is fetched again; after it nothing is repeated and nothing is lost.
 * The store's only writer; blocks; owned by one thread.
 */
public final class Committer {
    private final KeyValueStore store;
    private final int shards;
    private final Rows rows;
    private final Admission admission;
    private final DueTimes dueTimes;
    private final Inbox inbox;
    private final OutgoingLinks outgoing;
    private final Set<Integer> owned = new TreeSet<>();
    private long epoch;
    private long orders;
    private Batch batch = new Batch();
    private boolean dropped;
    private final Map<String, String> digests = new HashMap<>();

    public Committer(KeyValueStore store, int shards) {
        this.store = store;
        this.shards = shards;
        this.rows = new Rows(store);
        this.admission = new Admission(store, rows, this::nextOrder);
        this.dueTimes = new DueTimes(store, rows);
        this.inbox = new Inbox(store);
        this.outgoing = new OutgoingLinks(store);
    }

    /** Returns what the disk holds: the epoch in which each shard was last open, by shard. */
    public Map<Integer, Long> onDisk() {
        return onDisk(store);
    }

    /** As {@link #onDisk()}, of any store. */
    public static Map<Integer, Long> onDisk(KeyValueStore store) {
        Map<Integer, Long> epochs = new TreeMap<>();
        store.scan(Table.META, new byte[0], Keys.end(), (key, value) -> {
            if (key.length == 2) {
                epochs.put(new ByteReader(key).u16(), new ByteReader(value).u64());
            }
            return true;
        });
        return epochs;
    }

    /**
     * Opens more shards. Orders given out from now on are higher than all before.
     *
     * @param epoch higher than any in which one of them was open before, here or elsewhere
     * @return what was left in the outbox, and the counters as they stand
     */
    public CommitResult open(Set<Integer> shards, long epoch) {
        byte[] opened = new ByteWriter(8).u64(epoch).toBytes();
        Batch opening = new Batch();
        for (int shard : shards) {
            byte[] before = store.get(Table.META, Keys.shard(shard));
            if (before != null && new ByteReader(before).u64() > epoch) {
                throw new IllegalStateException("shard " + shard + " was open in a later epoch than " + epoch);
            }
            opening.put(Table.META, Keys.shard(shard), opened);
        }
        store.write(opening);
        this.epoch = Math.max(this.epoch, epoch);
        // What was once sent or admitted may be unknown to whoever has the shard now.
        admission.forget();
        for (int shard : shards) {
            owned.add(shard);
            rows.open(shard);
            dueTimes.open(shard);
            outgoing.open(shard);
        }
        return new CommitResult(List.of(), outgoing.toSend(), rows.totals(), dueTimes.next());
    }

    /** Nothing is written to the shard any more. Returns its counters by crawl. */
    public Map<Integer, Tally> close(int shard) {
        owned.remove(shard);
        dueTimes.close(shard);
        outgoing.close(shard);
        admission.forget();
        return rows.close(shard);
    }

    /** What was admitted or sent lately counts as unknown. */
    public void forget() {
        admission.forget();
    }

    /** Returns the sums of the counters of all crawls on the shards that are open. */
    public Map<Integer, Tally> totals() {
        return rows.totals();
    }

    private long nextOrder() {
        return epoch << 40 | ++orders;
    }

    /** Returns what permits of limited crawls were used and given back on the shards. */
    public List<PermitBook.Report> permits(Set<Integer> shards) {
        return rows.permits(shards);
    }

    /** Makes all of {@code commits} durable, in their order, or throws and has done nothing. */
    public CommitResult commit(List<Commit> commits) {
        List<Queued> queued = new ArrayList<>();
        // What is due is read from the disk, and so before this batch adds to it.
        for (Commit commit : commits) {
            if (commit instanceof Commit.Promote promote) {
                dueTimes.promote(promote.shard(), promote.millis(), batch, queued);
            }
        }
        for (Commit commit : commits) {
            apply(commit);
        }
        admission.admit(batch, queued);
        Map<Integer, Tally> tallies = rows.flush(batch);
        if (!batch.isEmpty()) {
            store.write(batch);
        }
        admission.committed();
        if (dropped) {
            dropped = false;
            store.reclaim();
            admission.forget();
            owned.forEach(dueTimes::open);
        }
        CommitResult result = new CommitResult(queued, outgoing.toSend(), tallies, dueTimes.next());
        batch = new Batch();
        digests.clear();
        inbox.committed();
        return result;
    }

    /** Returns what commits added to the counters of all crawls together since the last call. */
    public Tally takeChanges() {
        return rows.takeChanges();
    }

    private void apply(Commit commit) {
        switch (commit) {
            case Commit.Page page -> page(page);
            case Commit.Redirect redirect -> redirect(redirect);
            case Commit.Failed failed -> failed(failed);
            case Commit.Excluded excluded -> excluded(excluded);
            case Commit.Retry retry -> retry(retry);
            case Commit.Sitemap sitemap -> sitemap(sitemap);
            case Commit.Found found -> discover(found.shard(), found.found());
            case Commit.Touched touched -> rows.put(touched.host(), touched.hash());
            case Commit.Arrived arrived -> arrived(arrived);
            case Commit.Promote promote -> {
                // done already
            }
            case Commit.Delivered done -> delivered(done);
            case Commit.Dropped dropped -> drop(dropped.crawl());
            case Commit.PermitsReturned back ->
                batch.put(
                        Table.META,
                        Permits.key(back.shard(), back.crawl()),
                        new ByteWriter(8).u64(back.total()).toBytes());
        }
    }

    private void drop(int crawl) {
        rows.forget(crawl);
        for (int shard : owned) {
            CrawlRange.delete(store, shard, crawl, batch);
            dueTimes.close(shard);
            outgoing.forget(shard, crawl);
        }
        dropped = true;
    }

    private void page(Commit.Page page) {
        QueuedUrl url = page.url();
        long order = nextOrder();
        String original = original(page);
        PageRecord record = page.record();
        if (original != null) {
            record = record.asDuplicateOf(original);
        }
        store(url, order, record);
        batch.put(
                Table.BODIES,
                Keys.page(url.shard(), url.crawl(), order),
                RecordCodec.encodeMessages(page.heads().request(), page.heads().response(), page.body()));
        state(url, new UrlState(UrlState.Kind.FETCHED, url.depth(), record.status(), order, retried(url)));
        dequeue(url, 1);
        touch(url, page.host());
        rows.tally(url.shard(), url.crawl(), tally -> {
            tally.fetched++;
            tally.duplicates += original == null ? 0 : 1;
            tally.bytes += page.record().receivedBytes();
            tally.answered(page.record().status());
            page.leftOut().forEach((reason, count) -> tally.excluded(reason, count));
        });
        page.found().forEach(found -> discover(url.shard(), found));
    }

    private void redirect(Commit.Redirect redirect) {
        QueuedUrl url = redirect.url();
        long order = nextOrder();
        store(url, order, redirect.record());
        batch.put(
                Table.BODIES,
                Keys.page(url.shard(), url.crawl(), order),
                RecordCodec.encodeMessages(
                        redirect.heads().request(), redirect.heads().response(), redirect.body()));
        int status = redirect.record().status();
        state(url, new UrlState(UrlState.Kind.REDIRECTED, url.depth(), status, order, retried(url)));
        dequeue(url, 0);
        touch(url, redirect.host());
        rows.tally(url.shard(), url.crawl(), tally -> {
            tally.redirects++;
            tally.bytes += redirect.record().receivedBytes();
            tally.answered(redirect.record().status());
        });
        discover(url.shard(), redirect.target());
    }

    /** Returns the page of the same site and crawl that has this body already, or remembers this one as the first. */
    private String original(Commit.Page page) {
        QueuedUrl url = page.url();
        byte[] key = Keys.digest(url.shard(), url.crawl(), url.url().domainHash(), page.sha256());
        String text = Arrays.toString(key);
        String first = digests.get(text);
        if (first == null) {
            byte[] value = store.get(Table.DIGESTS, key);
            first = value == null ? null : new ByteReader(value).text();
        }
        if (first == null) {
            String own = url.url().toString();
            digests.put(text, own);
            batch.put(
                    Table.DIGESTS,
                    key,
                    new ByteWriter(own.length() + 4).text(own).toBytes());
        }
        return first;
    }

    /** Most URLs are answered at once, and their rows as short as can be. */
    private static UrlState.@Nullable Note retried(QueuedUrl url) {
        return url.attempts() == 0 ? null : new UrlState.Note(url.attempts() + 1, 0, "", null);
    }

    private void failed(Commit.Failed failed) {
        QueuedUrl url = failed.url();
        int attempts = url.attempts() + (failed.host() == null ? 0 : 1);
        UrlState.Note note = new UrlState.Note(attempts, 0, failed.detail(), url.referrer());
        end(url, UrlState.failed(url.depth(), failed.kind(), note));
        dequeue(url, 0);
        if (failed.host() != null) {
            touch(url, failed.host());
        }
        if (url.sitemap() == null) {
            rows.tally(url.shard(), url.crawl(), tally -> tally.failed(failed.kind()));
        }
    }

    private void excluded(Commit.Excluded excluded) {
        QueuedUrl url = excluded.url();
        UrlState.Note note = new UrlState.Note(url.attempts(), 0, excluded.rule(), null);
        end(url, UrlState.excluded(url.depth(), excluded.reason(), note));
        dequeue(url, 0);
        if (url.sitemap() == null) {
            rows.tally(url.shard(), url.crawl(), tally -> tally.excluded(excluded.reason(), 1));
        }
    }

    /** Counts are of pages: a sitemap that cannot be had is in the crawl log, and nowhere else. */
    private void end(QueuedUrl url, UrlState end) {
        boolean page = url.sitemap() == null;
        state(url, page ? end : new UrlState(UrlState.Kind.SITEMAP, url.depth(), 0, 0, end.note()));
    }

    private void sitemap(Commit.Sitemap sitemap) {
        QueuedUrl url = sitemap.url();
        state(url, new UrlState(UrlState.Kind.SITEMAP, url.depth(), sitemap.status(), 0));
        dequeue(url, 0);
        if (sitemap.host() != null) {
            touch(url, sitemap.host());
        }
        rows.tally(url.shard(), url.crawl(), tally -> sitemap.leftOut().forEach(tally::excluded));
        discover(url.shard(), sitemap.found());
    }

    private void retry(Commit.Retry retry) {
        QueuedUrl url = retry.url();
        batch.delete(Table.QUEUE, url.queueKey());
        UrlState.Note note = new UrlState.Note(url.attempts(), retry.dueMillis(), retry.detail(), null);
        state(url, new UrlState(UrlState.Kind.WAITING, url.depth(), 0, url.order(), note));
        dueTimes.add(url, retry.dueMillis(), batch);
        rows.count(url.shard(), url.crawl(), url.url().hostHash(), -1, 1, 0);
        rows.tally(url.shard(), url.crawl(), tally -> {
            tally.queued--;
            tally.waiting++;
        });
        touch(url, retry.host());
    }

    private void delivered(Commit.Delivered done) {
        // Whoever has got the shard meanwhile sends them once more.
        if (owned.contains(done.shard())) {
            outgoing.delivered(done, batch);
            rows.tally(done.shard(), done.crawl(), tally -> tally.outgoing -= done.links());
        }
    }

    private void arrived(Commit.Arrived arrived) {
        if (inbox.accept(arrived.shard(), arrived.from(), arrived.sequence(), batch)) {
            for (Discovery found : arrived.found()) {
                found.links().forEach(link -> admission.offer(arrived.shard(), link, found));
            }
            rows.tally(arrived.shard(), arrived.crawl(), tally -> {});
        }
    }

    private void discover(int from, Discovery found) {
        Map<Integer, List<Url>> away = new TreeMap<>();
        for (Url link : found.links()) {
            int shard = Shards.of(link, shards);
            if (owned.contains(shard)) {
                admission.offer(shard, link, found);
            } else if (admission.unsent(shard, link, found)) {
                away.computeIfAbsent(shard, any -> new ArrayList<>()).add(link);
            }
        }
        if (away.isEmpty()) {
            return;
        }
        Map<Integer, Discovery> byShard = new TreeMap<>();
        away.forEach((shard, links) -> byShard.put(shard, found.only(links)));
        OutboxEntry entry = new OutboxEntry(from, nextOrder(), byShard);
        outgoing.add(entry, batch);
        rows.tally(from, found.crawl(), tally -> tally.outgoing += entry.links());
    }

    private void store(QueuedUrl url, long order, PageRecord record) {
        batch.put(Table.PAGES, Keys.page(url.shard(), url.crawl(), order), RecordCodec.encode(record));
    }

    private void state(QueuedUrl url, UrlState state) {
        batch.put(Table.URLS, url.urlKey(), state.encode());
    }

    private void dequeue(QueuedUrl url, int pages) {
        batch.delete(Table.QUEUE, url.queueKey());
        rows.count(url.shard(), url.crawl(), url.url().hostHash(), -1, 0, pages);
        rows.tally(url.shard(), url.crawl(), tally -> tally.queued--);
    }

    private void touch(QueuedUrl url, HostRow host) {
        rows.put(host, url.url().hostHash());
    }
}
