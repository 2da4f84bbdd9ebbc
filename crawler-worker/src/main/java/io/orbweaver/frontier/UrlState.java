package io.orbweaver.frontier;

import io.orbweaver.crawl.Coded;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a URL that was admitted.
 *
 * @param code of a page or redirect the HTTP status, of a failure or an exclusion its {@link Coded#code}, of a sitemap
 *     the status or 0
 * @param order of a queued URL its place in the queue, of a fetched one that of its record
 * @param note null where a queue entry, or a record of the first answer, says everything
 */
public record UrlState(
        Kind kind,
        int depth,
        int code,
        long order,
        @Nullable Note note) {

    /**
     * What nothing else keeps of a URL that waits for another attempt, failed, was left out, or was answered at another
     * attempt than the first: what it takes to explain it.
     *
     * @param attempts requests made for it
     * @param dueMillis when a waiting URL is due, else zero
     * @param detail why the last attempt failed, or the rule that decided; what is beyond {@link #MAX_DETAIL} is cut
     * @param referrer the page it was found on, where that is kept: of a failed URL
     */
    public record Note(
            int attempts,
            long dueMillis,
            String detail,
            @Nullable String referrer) {
        /** In characters. */
        public static final int MAX_DETAIL = 200;

        public Note {
            detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
        }

        private void encode(ByteWriter out) {
            out.varint(attempts).varint(dueMillis).text(detail).optional(referrer);
        }

        private static @Nullable Note decode(byte[] rest) {
            if (rest.length == 0) {
                return null;
            }
            ByteReader in = new ByteReader(rest);
            return new Note((int) in.varint(), in.varint(), in.text(), in.optional());
        }
    }

    /** Where a URL can be. */
    public enum Kind implements Coded {
        QUEUED(0),
        WAITING(1),
        FETCHED(2),
        REDIRECTED(3),
        EXCLUDED(4),
        FAILED(5),
        /** It was read as a sitemap, or cannot be. */
        SITEMAP(6);

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

    public UrlState(Kind kind, int depth, int code, long order) {
        this(kind, depth, code, order, null);
    }

    public static UrlState failed(int depth, FailureKind kind, Note note) {
        return new UrlState(Kind.FAILED, depth, kind.code(), 0, note);
    }

    public static UrlState excluded(int depth, Exclusion reason, Note note) {
        return new UrlState(Kind.EXCLUDED, depth, reason.code(), 0, note);
    }

    /** Returns why a failed URL failed. */
    public FailureKind failure() {
        return Coded.of(FailureKind.values(), code);
    }

    /** Returns why an excluded URL was left out. */
    public Exclusion exclusion() {
        return Coded.of(Exclusion.values(), code);
    }

    /** Whether it still has to be fetched. */
    public boolean open() {
        return kind == Kind.QUEUED || kind == Kind.WAITING;
    }

    public byte[] encode() {
        ByteWriter out =
                new ByteWriter(16).u8(kind.code()).varint(depth).varint(code).u64(order);
        if (note != null) {
            note.encode(out);
        }
        return out.toBytes();
    }

    public static UrlState decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        return new UrlState(
                Coded.of(KINDS, in.u8()), (int) in.varint(), (int) in.varint(), in.u64(), Note.decode(in.rest()));
    }
}
