package io.orbweaver.commit;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.message.Tally;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the store holds of one URL. Immutable.
 *
 * @param state null where the URL was never admitted
 * @param entry its place in the queue, null where it is not queued
 * @param host its host's row, as of a new host where there is none
 * @param lastModified as a sitemap says, null where none does
 * @param page the record, null where it was not answered
 * @param tally the counters of the whole crawl, as far as they are in this store
 */
public record StoredUrl(
        int shard,
        @Nullable UrlState state,
        @Nullable QueuedUrl entry,
        HostRow host,
        HostQueueRow counts,
        @Nullable Instant lastModified,
        @Nullable PageRecord page,
        Tally tally) {

    /** Reads with a few look-ups by key. Blocks; nobody may write to the store meanwhile. */
    public static StoredUrl read(KeyValueStore store, int shards, int crawl, Url url) {
        int shard = Shards.of(url, shards);
        byte[] key = Keys.url(shard, crawl, url.hostHash(), url.urlHash());
        byte[] value = store.get(Table.URLS, key);
        byte[] modified = store.get(Table.LAST_MODIFIED, key);
        UrlState state = value == null ? null : UrlState.decode(value);
        byte[] host = store.get(Table.HOSTS, Keys.host(shard, url.hostHash()));
        byte[] counts = store.get(Table.HOST_QUEUES, Keys.crawlHost(shard, crawl, url.hostHash()));
        return new StoredUrl(
                shard,
                state,
                state == null ? null : entry(store, shard, crawl, url, state),
                host == null ? HostRow.fresh(shard, url.host()) : HostRow.decode(shard, host),
                counts == null ? HostQueueRow.EMPTY : HostQueueRow.decode(counts),
                modified == null ? null : Instant.ofEpochMilli(new ByteReader(modified).u64()),
                state == null ? null : page(store, shard, crawl, state),
                counters(store, shards, crawl));
    }

    private static @Nullable QueuedUrl entry(KeyValueStore store, int shard, int crawl, Url url, UrlState state) {
        return switch (state.kind()) {
            case QUEUED -> {
                byte[] key = Keys.queue(shard, crawl, url.hostHash(), state.depth(), state.order());
                byte[] value = store.get(Table.QUEUE, key);
                yield value == null ? null : QueuedUrl.decode(key, value, url.host());
            }
            case WAITING -> {
                UrlState.Note note = state.note();
                byte[] value = note == null
                        ? null
                        : store.get(Table.DUE, Keys.due(shard, note.dueMillis(), crawl, url.hostHash(), url.urlHash()));
                yield value == null ? null : DueTimes.decode(shard, crawl, url.host(), value);
            }
            case FETCHED, REDIRECTED, EXCLUDED, FAILED, SITEMAP -> null;
        };
    }

    private static @Nullable PageRecord page(KeyValueStore store, int shard, int crawl, UrlState state) {
        boolean answered = state.kind() == UrlState.Kind.FETCHED || state.kind() == UrlState.Kind.REDIRECTED;
        byte[] value = answered ? store.get(Table.PAGES, Keys.page(shard, crawl, state.order())) : null;
        return value == null ? null : RecordCodec.decode(shard, value);
    }

    /** Returns the counters of a crawl as they are on the disk, all shards together. Blocks. */
    public static Tally counters(KeyValueStore store, int shards, int crawl) {
        List<byte[]> keys = IntStream.range(0, shards)
                .mapToObj(shard -> Keys.crawl(shard, crawl))
                .toList();
        Tally sum = new Tally();
        for (byte[] value : store.multiGet(Table.META, keys)) {
            if (value != null) {
                sum.add(Tally.decode(value));
            }
        }
        return sum;
    }
}
