package io.orbweaver.frontier;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * Counts of one crawl on one host.
 *
 * @param queued entries in the queue on disk, those being fetched included
 * @param waiting entries that wait for another attempt
 * @param fetched committed pages
 * @param sitemaps sitemaps that were ever queued
 */
public record HostQueueRow(long queued, long waiting, long fetched, long sitemaps) {
    public static final HostQueueRow EMPTY = new HostQueueRow(0, 0, 0, 0);

    public HostQueueRow plus(long moreQueued, long moreWaiting, long moreFetched) {
        return new HostQueueRow(queued + moreQueued, waiting + moreWaiting, fetched + moreFetched, sitemaps);
    }

    public HostQueueRow plusSitemap() {
        return new HostQueueRow(queued, waiting, fetched, sitemaps + 1);
    }

    public byte[] encode() {
        return new ByteWriter(16)
                .varint(queued)
                .varint(waiting)
                .varint(fetched)
                .varint(sitemaps)
                .toBytes();
    }

    public static HostQueueRow decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        return new HostQueueRow(in.varint(), in.varint(), in.varint(), in.more() ? in.varint() : 0);
    }
}
