package io.orbweaver.simulation;

import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.Discovery;
import io.orbweaver.message.Outgoing;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.message.Tally;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Url;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what lies in the stores and compares it with what the stores say of themselves. */
final class StoreAudit {
    /** What lies there of one crawl. */
    static final class Holdings {
        final Map<UrlState.Kind, Long> states = new EnumMap<>(UrlState.Kind.class);
        final Map<String, UrlState> urls = new HashMap<>();
        final Tally tally = new Tally();
        long queued;
        long waiting;
        long outgoing;
        long pages;
        long redirects;
        HostQueueRow hosts = HostQueueRow.EMPTY;

        long of(UrlState.Kind kind) {
            return states.getOrDefault(kind, 0L);
        }

        UrlState.Kind stateOf(Url url) {
            UrlState state = urls.get(url.hostHash() + " " + url.urlHash());
            return state == null ? UrlState.Kind.WAITING : state.kind();
        }

        boolean knows(Url url) {
            return urls.containsKey(url.hostHash() + " " + url.urlHash());
        }

        boolean nothingLeft() {
            return queued == 0 && waiting == 0 && outgoing == 0;
        }

        @Override
        public String toString() {
            return "queue " + queued + ", due " + waiting + ", outbox " + outgoing + ", pages " + pages
                    + ", redirects " + redirects + ", URLs " + states + ", hosts " + hosts + ", counters: discovered "
                    + tally.discovered + " queued " + tally.queued + " waiting " + tally.waiting + " fetched "
                    + tally.fetched + " redirects " + tally.redirects + " failed " + tally.failed + " excluded "
                    + tally.excluded;
        }
    }

    private final Map<Integer, Holdings> crawls = new TreeMap<>();

    /** Of copies of a shard, the one that was open last counts. */
    StoreAudit(Collection<? extends KeyValueStore> stores, int shards) {
        for (int shard = 0; shard < shards; shard++) {
            KeyValueStore newest = null;
            for (KeyValueStore store : stores) {
                if (newest == null || epoch(store, shard) > epoch(newest, shard)) {
                    newest = store;
                }
            }
            if (newest != null) {
                read(newest, Keys.shard(shard), Keys.shard(shard + 1));
            }
        }
    }

    private static long epoch(KeyValueStore store, int shard) {
        byte[] value = store.get(Table.META, Keys.shard(shard));
        return value == null ? 0 : new ByteReader(value).u64();
    }

    Holdings of(int crawl) {
        return crawls.computeIfAbsent(crawl, any -> new Holdings());
    }

    private void read(KeyValueStore store, byte[] from, byte[] to) {
        store.scan(Table.URLS, from, to, (key, value) -> {
            ByteReader in = new ByteReader(key, 2);
            Holdings holdings = of(in.u32());
            UrlState state = UrlState.decode(value);
            holdings.states.merge(state.kind(), 1L, Long::sum);
            return holdings.urls.put(in.u64() + " " + in.u64(), state) == null;
        });
        store.scan(Table.QUEUE, from, to, (key, value) -> of(new ByteReader(key, 2).u32()).queued++ >= 0);
        store.scan(Table.DUE, from, to, (key, value) -> of(new ByteReader(key, 10).u32()).waiting++ >= 0);
        store.scan(Table.OUTBOX, from, to, (key, value) -> {
            for (Discovery found : Outgoing.decode(value).values()) {
                of(found.crawl()).outgoing++;
            }
            return true;
        });
        store.scan(Table.PAGES, from, to, (key, value) -> {
            Holdings holdings = of(new ByteReader(key, 2).u32());
            boolean redirect = RecordCodec.decode(0, value).redirect();
            holdings.pages += redirect ? 0 : 1;
            holdings.redirects += redirect ? 1 : 0;
            return true;
        });
        store.scan(Table.HOST_QUEUES, from, to, (key, value) -> {
            Holdings holdings = of(new ByteReader(key, 2).u32());
            HostQueueRow row = HostQueueRow.decode(value);
            holdings.hosts = new HostQueueRow(
                    holdings.hosts.queued() + row.queued(),
                    holdings.hosts.waiting() + row.waiting(),
                    holdings.hosts.fetched() + row.fetched(),
                    holdings.hosts.sitemaps() + row.sitemaps());
            return true;
        });
        store.scan(Table.META, from, to, (key, value) -> {
            if (key.length == 6) {
                of(new ByteReader(key, 2).u32()).tally.add(Tally.decode(value));
            }
            return true;
        });
    }

    /** Checks that counters equal what they count. */
    void check() {
        crawls.forEach((crawl, held) -> {
            Tally tally = held.tally;
            boolean equal = tally.queued == held.queued
                    && tally.waiting == held.waiting
                    && tally.fetched == held.pages
                    && tally.redirects == held.redirects
                    && held.queued == held.of(UrlState.Kind.QUEUED)
                    && held.waiting == held.of(UrlState.Kind.WAITING)
                    && held.pages == held.of(UrlState.Kind.FETCHED)
                    && held.redirects == held.of(UrlState.Kind.REDIRECTED)
                    && tally.failed == held.of(UrlState.Kind.FAILED)
                    && tally.excluded >= held.of(UrlState.Kind.EXCLUDED)
                    && held.hosts.equals(new HostQueueRow(held.queued, held.waiting, held.pages, held.hosts.sitemaps()))
                    && tally.discovered + held.hosts.sitemaps() >= held.urls.size();
            if (!equal) {
                throw new BrokenInvariant("crawl " + crawl + " counts what is not there: " + held);
            }
        });
    }
}
