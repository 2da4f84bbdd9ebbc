package io.orbweaver.frontier;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.Keys;
import io.orbweaver.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL that was admitted and waits for its turn. On disk the key holds shard, crawl, host hash, depth and order, the
 * host's row its name, and the value the rest.
 *
 * @param order age: grows with every admission of the shard, through all epochs
 * @param attempts requests made so far that failed and may be made again
 * @param seed whether a user named it, or a seed redirected to it
 * @param referrer the page it was found on
 * @param chain the URLs that redirected or refreshed here, oldest first
 * @param sitemap what it is as a sitemap, null where it is a page
 */
public record QueuedUrl(
        int shard,
        int crawl,
        Url url,
        int depth,
        long order,
        int attempts,
        boolean seed,
        @Nullable String referrer,
        List<String> chain,
        @Nullable Sitemap sitemap)
        implements Comparable<QueuedUrl> {
    private static final int HTTPS = 1;
    private static final int PORT = 2;
    private static final int SEED = 4;
    private static final int REFERRER = 8;
    private static final int CHAIN = 16;
    private static final int SITEMAP = 32;

    public byte[] queueKey() {
        return Keys.queue(shard, crawl, url.hostHash(), depth, order);
    }

    public byte[] urlKey() {
        return Keys.url(shard, crawl, url.hostHash(), identity());
    }

    /** Returns what tells it apart on its host, see {@link #identity(Url, Sitemap)}. */
    public long identity() {
        return identity(url, sitemap);
    }

    /**
     * Returns what tells an entry apart from others of its host and crawl: a URL may be queued once as a page, and once
     * as a sitemap of each host that names it.
     */
    public static long identity(Url url, @Nullable Sitemap sitemap) {
        return sitemap == null
                ? url.urlHash()
                : url.urlHash() ^ ~Url.of(false, sitemap.host(), 80, "/").hostHash();
    }

    public QueuedUrl withAttempts(int made) {
        return new QueuedUrl(shard, crawl, url, depth, order, made, seed, referrer, chain, sitemap);
    }

    /** The value in {@link io.orbweaver.store.Table#QUEUE}. */
    public byte[] encode() {
        boolean named = url.port() != (url.https() ? 443 : 80);
        int flags = (url.https() ? HTTPS : 0)
                | (named ? PORT : 0)
                | (seed ? SEED : 0)
                | (referrer == null ? 0 : REFERRER)
                | (chain.isEmpty() ? 0 : CHAIN)
                | (sitemap == null ? 0 : SITEMAP);
        ByteWriter out = new ByteWriter(96).u8(flags).u8(attempts);
        if (named) {
            out.u16(url.port());
        }
        out.text(url.pathAndQuery());
        if (referrer != null) {
            out.text(referrer);
        }
        if (!chain.isEmpty()) {
            out.texts(chain);
        }
        if (sitemap != null) {
            out.text(sitemap.host()).u8(sitemap.nesting());
        }
        return out.toBytes();
    }

    /** Reads an entry of {@link io.orbweaver.store.Table#QUEUE}. */
    public static QueuedUrl decode(byte[] key, byte[] value, String host) {
        ByteReader name = new ByteReader(key);
        int shard = name.u16();
        int crawl = name.u32();
        name.u64();
        return decode(shard, crawl, name.u16(), name.u64(), new ByteReader(value), host);
    }

    /** Reads an entry whose key parts are known. */
    public static QueuedUrl decode(int shard, int crawl, int depth, long order, ByteReader in, String host) {
        int flags = in.u8();
        int attempts = in.u8();
        boolean https = (flags & HTTPS) != 0;
        int port = (flags & PORT) != 0 ? in.u16() : https ? 443 : 80;
        Url url = Url.of(https, host, port, in.text());
        String referrer = (flags & REFERRER) != 0 ? in.text() : null;
        List<String> chain = (flags & CHAIN) != 0 ? in.texts() : List.of();
        Sitemap sitemap = (flags & SITEMAP) != 0 ? new Sitemap(in.text(), in.u8()) : null;
        return new QueuedUrl(shard, crawl, url, depth, order, attempts, (flags & SEED) != 0, referrer, chain, sitemap);
    }

    /** By depth, then age, as the keys on disk. */
    @Override
    public int compareTo(QueuedUrl other) {
        int byDepth = Integer.compare(depth, other.depth);
        return byDepth != 0 ? byDepth : Long.compare(order, other.order);
    }
}
