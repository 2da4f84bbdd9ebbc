package io.orbweaver.fetch;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The {@code deflate} coding. It means the zlib format (RFC 1950), but some servers send bare deflate data (RFC 1951);
 * the first two bytes tell which, as browsers do it.
 */
final class DeflateDecoder implements ContentDecoder {
    private static final int UNKNOWN = -1;

    private final byte[] scratch;
    private @Nullable Inflater inflater;
    private int first = UNKNOWN;

    DeflateDecoder(byte[] scratch) {
        this.scratch = scratch;
    }

    @Override
    public boolean decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        if (length == 0) {
            return true;
        }
        Inflater started = inflater;
        if (started != null) {
            return inflate(started, buffer, offset, length, output);
        }
        if (first == UNKNOWN && length == 1) {
            first = buffer[offset] & 0xff;
            return true;
        }
        boolean held = first != UNKNOWN;
        int one = held ? first : buffer[offset] & 0xff;
        int two = buffer[held ? offset : offset + 1] & 0xff;
        boolean zlib = (one & 0x0f) == 8 && ((one << 8) | two) % 31 == 0;
        started = new Inflater(!zlib);
        inflater = started;
        if (held && !inflate(started, new byte[] {(byte) one}, 0, 1, output)) {
            return false;
        }
        return inflate(started, buffer, offset, length, output);
    }

    private boolean inflate(Inflater from, byte[] buffer, int offset, int length, Output output)
            throws DataFormatException {
        from.setInput(buffer, offset, length);
        while (!from.finished()) {
            int count = from.inflate(scratch);
            if (count > 0) {
                if (!output.accept(scratch, 0, count)) {
                    return false;
                }
            } else if (from.needsDictionary()) {
                throw new DataFormatException("a preset dictionary is wanted");
            } else if (from.needsInput()) {
                return true;
            }
        }
        return true;
    }

    @Override
    public boolean complete() {
        return inflater == null ? first == UNKNOWN : inflater.finished();
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
