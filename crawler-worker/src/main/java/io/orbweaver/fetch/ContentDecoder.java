package io.orbweaver.fetch;

import java.util.Locale;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Undoes one content coding of one body as it streams in (RFC 9110 section 8.4.1). Used by one thread. Holds memory
 * outside the heap until {@link #close}.
 */
interface ContentDecoder extends AutoCloseable {

    /** Takes decoded bytes. */
    interface Output {

        /** Returns how many bytes it takes now. */
        int room();

        /** Takes no more than it has room for. The buffer is only lent. */
        void accept(byte[] buffer, int offset, int length);
    }

    /**
     * Decodes the next bytes as far as the output has room for them. Where no room is left afterwards there may be more
     * to come: then it must be called again with the bytes not used, even if there are none, once there is room.
     *
     * @return how many of the bytes were used
     * @throws DataFormatException where the bytes are not in that coding; what came before was passed on
     */
    int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException;

    /** Returns whether the body may end here. */
    boolean complete();

    @Override
    void close();

    /**
     * Returns a decoder for a Content-Encoding field, or one that passes everything on as it is where there is none or
     * one that was not asked for.
     *
     * @param scratch lent for the time of each call of decode
     */
    static ContentDecoder of(@Nullable String coding, byte[] scratch) {
        return switch (coding == null ? "" : coding.trim().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new GzipDecoder(scratch);
            case "deflate" -> new DeflateDecoder(scratch);
            default -> new Identity();
        };
    }

    /** Passes everything on. */
    final class Identity implements ContentDecoder {
        @Override
        public int decode(byte[] buffer, int offset, int length, Output output) {
            int count = Math.min(length, output.room());
            output.accept(buffer, offset, count);
            return count;
        }

        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
