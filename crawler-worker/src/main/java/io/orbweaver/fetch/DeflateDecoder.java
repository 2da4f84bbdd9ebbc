package io.orbweaver.fetch;

import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger open;
    private @Nullable Inflater inflater;
    private int first = UNKNOWN;
    private boolean closed;

    DeflateDecoder(byte[] scratch, AtomicInteger open) {
        this.scratch = scratch;
        this.open = open;
    }

    @Override
    public int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        Inflater started = inflater;
        if (started != null) {
            return inflate(started, buffer, offset, length, output);
        }
        if (length == 0) {
            return 0;
        }
        if (first == UNKNOWN && length == 1) {
            first = buffer[offset] & 0xff;
            return 1;
        }
        boolean held = first != UNKNOWN;
        int one = held ? first : buffer[offset] & 0xff;
        int two = buffer[held ? offset : offset + 1] & 0xff;
        boolean zlib = (one & 0x0f) == 8 && ((one << 8) | two) % 31 == 0;
        started = new Inflater(!zlib);
        inflater = started;
        open.incrementAndGet();
        if (held) {
            // A first byte alone gives no output in either format.
            started.setInput(new byte[] {(byte) one});
            started.inflate(scratch);
        }
        return inflate(started, buffer, offset, length, output);
    }

    private int inflate(Inflater from, byte[] buffer, int offset, int length, Output output)
            throws DataFormatException {
        from.setInput(buffer, offset, length);
        while (!from.finished()) {
            int room = Math.min(scratch.length, output.room());
            if (room == 0) {
                return length - from.getRemaining();
            }
            int count = step(from, scratch, room, output);
            if (count > 0) {
                output.accept(scratch, 0, count);
            } else if (from.needsDictionary()) {
                throw new DataFormatException("a preset dictionary is wanted");
            } else if (from.needsInput()) {
                return length;
            }
        }
        return length;
    }

    /** Decodes into the scratch. What came before damaged data goes to the output: the inflater only counts it. */
    static int step(Inflater from, byte[] scratch, int room, Output output) throws DataFormatException {
        long before = from.getBytesWritten();
        try {
            return from.inflate(scratch, 0, room);
        } catch (DataFormatException e) {
            output.accept(scratch, 0, (int) (from.getBytesWritten() - before));
            throw e;
        }
    }

    @Override
    public boolean complete() {
        return inflater == null ? first == UNKNOWN : inflater.finished();
    }

    @Override
    public void close() {
        if (inflater != null && !closed) {
            closed = true;
            inflater.end();
            open.decrementAndGet();
        }
    }
}
