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

        /** Returns false where no more is wanted. The buffer is only lent. */
        boolean accept(byte[] buffer, int offset, int length);
    }

    /**
     * Decodes the next bytes as far as the output wants them.
     *
     * @return false once the output refused more
     * @throws DataFormatException where the bytes are not in that coding; what came before was passed on
     */
    boolean decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException;

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
        public boolean decode(byte[] buffer, int offset, int length, Output output) {
            return output.accept(buffer, offset, length);
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
