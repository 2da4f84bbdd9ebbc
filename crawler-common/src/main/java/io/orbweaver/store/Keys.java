package io.orbweaver.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key layout: every key begins with the shard, numbers are big-endian, so that neighbours in meaning are neighbours
 * on disk.
 */
public final class Keys {
    private Keys() {}

    /** The first key of a shard in any table. */
    public static byte[] shard(int shard) {
        return new ByteWriter(2).u16(shard).toBytes();
    }

    /** {@link Table#HOSTS}. */
    public static byte[] host(int shard, long host) {
        return new ByteWriter(10).u16(shard).u64(host).toBytes();
    }

    /** The crawl's range of a shard; also the key of its counters in {@link Table#META}. */
    public static byte[] crawl(int shard, int crawl) {
        return new ByteWriter(6).u16(shard).u32(crawl).toBytes();
    }

    /** {@link Table#HOST_QUEUES}, and the range of a host in {@link Table#URLS} and {@link Table#QUEUE}. */
    public static byte[] crawlHost(int shard, int crawl, long host) {
        return new ByteWriter(14).u16(shard).u32(crawl).u64(host).toBytes();
    }

    /** {@link Table#URLS}, {@link Table#LAST_MODIFIED}. */
    public static byte[] url(int shard, int crawl, long host, long url) {
        return new ByteWriter(22).u16(shard).u32(crawl).u64(host).u64(url).toBytes();
    }

    /** {@link Table#QUEUE}: by depth, then age. */
    public static byte[] queue(int shard, int crawl, long host, int depth, long order) {
        return new ByteWriter(24)
                .u16(shard)
                .u32(crawl)
                .u64(host)
                .u16(depth)
                .u64(order)
                .toBytes();
    }

    /** {@link Table#DUE}. */
    public static byte[] due(int shard, long millis, int crawl, long host, long url) {
        return new ByteWriter(30)
                .u16(shard)
                .u64(millis)
                .u32(crawl)
                .u64(host)
                .u64(url)
                .toBytes();
    }

    /** {@link Table#PAGES} and {@link Table#BODIES}: in the order of the commits. */
    public static byte[] page(int shard, int crawl, long order) {
        return new ByteWriter(14).u16(shard).u32(crawl).u64(order).toBytes();
    }

    /** {@link Table#DIGESTS}: 16 bytes of the digest are enough to tell bodies of one site apart. */
    public static byte[] digest(int shard, int crawl, long domain, byte[] sha256) {
        return new ByteWriter(30)
                .u16(shard)
                .u32(crawl)
                .u64(domain)
                .raw(Arrays.copyOf(sha256, 16))
                .toBytes();
    }

    /** {@link Table#OUTBOX}. */
    public static byte[] outbox(int shard, long sequence) {
        return new ByteWriter(10).u16(shard).u64(sequence).toBytes();
    }

    /** {@link Table#INBOX}. */
    public static byte[] inbox(int shard, int from) {
        return new ByteWriter(4).u16(shard).u16(from).toBytes();
    }

    /** Behind every key of every table: numbers of shards and crawls never use their highest bits. */
    public static byte[] end() {
        return new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    }

    /** The first key behind every key that begins with {@code prefix}; null where there is none. */
    public static byte @Nullable [] after(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (++end[i] != 0) {
                return Arrays.copyOf(end, i + 1);
            }
        }
        return null;
    }
}
