package io.orbweaver.simulation;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.MemoryStore;
import io.orbweaver.store.Table;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that tells of every page as it becomes durable, may die on a write, and may be told to cheat. */
final class WatchedStore implements KeyValueStore {
    /** The process ends in the middle of what it does. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process died before a write");
        }
    }

    private final MemoryStore inner = new MemoryStore();
    /** Hears of the answers that become durable. */
    @FunctionalInterface
    interface Listener {
        void written(int crawl, long order, PageRecord page);
    }

    private final Listener listener;
    private final Cheat cheat;
    private final Random random;
    private final Set<String> sitemaps = new HashSet<>();
    private final Set<Integer> givenUp = new HashSet<>();
    private boolean received;
    private int writesLeft = -1;

    WatchedStore(Listener listener, Cheat cheat, Random random) {
        this.listener = listener;
        this.cheat = cheat;
        this.random = random;
    }

    /** After so many writes the next one kills the process. */
    void dieAfter(int writes) {
        writesLeft = writes;
    }

    /** The worker is about to take in a shard that may have been here before. */
    void receiving(boolean now) {
        received |= now;
    }

    /** These shards begin empty elsewhere: what is written of them here counts no more. */
    void giveUp(Set<Integer> shards) {
        givenUp.addAll(shards);
    }

    void revive() {
        writesLeft = -1;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return inner.get(table, key);
    }

    @Override
    public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
        return inner.multiGet(table, keys);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        inner.scan(table, from, to, visitor);
    }

    @Override
    public void write(Batch batch) {
        if (writesLeft == 0) {
            throw new Death();
        }
        writesLeft -= writesLeft > 0 ? 1 : 0;
        inner.write(cheated(batch));
        for (Batch.Change change : batch.changes()) {
            if (change instanceof Batch.Put put
                    && put.table() == Table.URLS
                    && UrlState.decode(put.value()).kind() == UrlState.Kind.SITEMAP
                    && !sitemaps.add(HexFormat.of().formatHex(put.key()))
                    && !received) {
                throw new BrokenInvariant("a sitemap ended twice");
            }
            if (change instanceof Batch.DeleteRange range && range.table() == Table.META && range.from().length == 2) {
                givenUp.remove(new ByteReader(range.from()).u16());
            }
            if (change instanceof Batch.Put put && put.table() == Table.PAGES) {
                ByteReader key = new ByteReader(put.key());
                int shard = key.u16();
                if (!givenUp.contains(shard)) {
                    listener.written(key.u32(), key.u64(), RecordCodec.decode(shard, put.value()));
                }
            }
        }
    }

    private Batch cheated(Batch batch) {
        if (cheat != Cheat.FORGETS_URLS && cheat != Cheat.KEEPS_QUEUE || random.nextInt(20) > 0) {
            return batch;
        }
        Batch less = new Batch();
        for (Batch.Change change : batch.changes()) {
            switch (change) {
                case Batch.Put put -> {
                    if (cheat != Cheat.FORGETS_URLS || put.table() != Table.URLS) {
                        less.put(put.table(), put.key(), put.value());
                    }
                }
                case Batch.Delete delete -> {
                    if (cheat != Cheat.KEEPS_QUEUE || delete.table() != Table.QUEUE) {
                        less.delete(delete.table(), delete.key());
                    }
                }
                case Batch.DeleteRange range -> less.deleteRange(range.table(), range.from(), range.to());
            }
        }
        return less;
    }

    @Override
    public void close() {
        inner.close();
    }
}
