package io.orbweaver.fetch;

import java.util.zip.DataFormatException;

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

    /**
     * Returns whether it holds much that was decoded and not passed on for want of room. Then one that waits for room
     * for long is better closed, and the body decoded again from its beginning.
     */
    default boolean ahead() {
        return false;
    }

    /** Frees what it holds; the second call does nothing. */
    @Override
    void close();

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
