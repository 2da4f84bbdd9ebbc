package io.orbweaver.frontier;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * What the store knows of a URL that was admitted.
 *
 * @param code of a page or redirect the HTTP status, of a failure or an exclusion its ordinal, of a sitemap the status
 *     or 0
 * @param order of a queued URL its place in the queue, of a fetched one that of its record
 */
public record UrlState(Kind kind, int depth, int code, long order) {
    /** Where a URL can be. Stored by ordinal: append only. */
    public enum Kind {
        QUEUED,
        WAITING,
        FETCHED,
        REDIRECTED,
        EXCLUDED,
        FAILED,
        /** It was read as a sitemap, or cannot be. */
        SITEMAP
    }

    private static final Kind[] KINDS = Kind.values();

    /** Whether it still has to be fetched. */
    public boolean open() {
        return kind == Kind.QUEUED || kind == Kind.WAITING;
    }

    public byte[] encode() {
        return new ByteWriter(16)
                .u8(kind.ordinal())
                .varint(depth)
                .varint(code)
                .u64(order)
                .toBytes();
    }

    public static UrlState decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        return new UrlState(KINDS[in.u8()], (int) in.varint(), (int) in.varint(), in.u64());
    }
}
