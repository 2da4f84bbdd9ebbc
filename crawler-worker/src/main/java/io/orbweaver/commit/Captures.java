package io.orbweaver.commit;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Url;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the committed answers of one crawl. Blocks; any thread, also beside the store's writer. */
public final class Captures {
    private final KeyValueStore store;
    private final int crawl;

    public Captures(KeyValueStore store, int crawl) {
        this.store = store;
        this.crawl = crawl;
    }

    /**
     * Hands over every answer of one shard, in the order of fetching and in flat memory. What {@code each} throws ends it
     * and is thrown on.
     */
    public void forEach(int shard, Consumer<Capture> each) {
        byte[] from = Keys.crawl(shard, crawl);
        store.scan(Table.PAGES, from, Keys.after(from), (key, value) -> {
            each.accept(new Stored(shard, new ByteReader(key, from.length).u64(), RecordCodec.decode(shard, value)));
            return true;
        });
    }

    private final class Stored implements Capture {
        private final int shard;
        private final long order;
        private final PageRecord record;

        Stored(int shard, long order, PageRecord record) {
            this.shard = shard;
            this.order = order;
            this.record = record;
        }

        @Override
        public PageRecord record() {
            return record;
        }

        @Override
        public long order() {
            return order;
        }

        @Override
        public Messages messages() {
            return RecordCodec.decodeMessages(value(Table.BODIES, order));
        }

        @Override
        public @Nullable Capture original() {
            Url url = record.duplicateOf() == null ? null : Url.parse(record.duplicateOf());
            if (url == null) {
                return null;
            }
            // Duplicates are looked for within one registrable domain, and so within one shard.
            byte[] state = store.get(Table.URLS, Keys.url(shard, crawl, url.hostHash(), url.urlHash()));
            if (state == null) {
                throw new IllegalStateException("no such page: " + url);
            }
            long first = UrlState.decode(state).order();
            return new Stored(shard, first, RecordCodec.decode(shard, value(Table.PAGES, first)));
        }

        private byte[] value(Table table, long wanted) {
            byte[] value = store.get(table, Keys.page(shard, crawl, wanted));
            if (value == null) {
                throw new IllegalStateException("no row " + wanted + " of shard " + shard + " in " + table);
            }
            return value;
        }
    }
}
