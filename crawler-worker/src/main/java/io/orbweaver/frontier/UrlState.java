package io.orbweaver.frontier;

import io.orbweaver.crawl.Coded;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * What the store knows of a URL that was admitted.
 *
 * @param code of a page or redirect the HTTP status, of a failure or an exclusion its {@link Coded#code}
 * @param order of a queued URL its place in the queue, of a fetched one that of its record
 */
public record UrlState(Kind kind, int depth, int code, long order) {
    /** Where a URL can be. */
    public enum Kind implements Coded {
        QUEUED(0),
        WAITING(1),
        FETCHED(2),
        REDIRECTED(3),
        EXCLUDED(4),
        FAILED(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    /** Whether it still has to be fetched. */
    public boolean open() {
        return kind == Kind.QUEUED || kind == Kind.WAITING;
    }

    public byte[] encode() {
        return new ByteWriter(16)
                .u8(kind.code())
                .varint(depth)
                .varint(code)
                .u64(order)
                .toBytes();
    }

    public static UrlState decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        return new UrlState(Coded.of(KINDS, in.u8()), (int) in.varint(), (int) in.varint(), in.u64());
    }
}
