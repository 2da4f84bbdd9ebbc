package io.orbweaver.fetch;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code zstd} coding (RFC 8878): any number of frames one after the other, skippable ones among them, checksums
 * verified. A frame whose window is larger than 8 MiB is an error, as RFC 9659 has it for the web, and so is one that
 * wants a dictionary.
 */
final class ZstdDecoder implements ContentDecoder {
    /** RFC 9659 section 3: 8 MiB. */
    private static final int WINDOW_LOG = 23;

    /** The native decoder does not tell what it passed on in a call that fails, so a call gets little at once. */
    private static final int STEP = 1 << 10;

    private static final byte[] NOTHING = new byte[0];

    private final byte[] scratch;
    private final AtomicInteger open;
    private @Nullable ZstdDecompressCtx decoder;
    private boolean complete = true;

    /** The decoder may hold back what there was no room for. */
    private boolean starved;

    private boolean closed;

    ZstdDecoder(byte[] scratch, AtomicInteger open) {
        this.scratch = scratch;
        this.open = open;
    }

    @Override
    public int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        ZstdDecompressCtx started = decoder;
        if (started == null) {
            if (length == 0) {
                return 0;
            }
            started = new ZstdDecompressCtx();
            decoder = started;
            open.incrementAndGet();
            started.setLongMax(WINDOW_LOG);
        }
        int at = offset;
        int end = offset + length;
        while (at < end || starved) {
            int room = Math.min(scratch.length, output.room());
            if (room == 0) {
                return at - offset;
            }
            // What it holds back first, alone: it would be lost if the bytes after it were wrong.
            ByteBuffer in = starved ? ByteBuffer.wrap(NOTHING) : ByteBuffer.wrap(buffer, at, Math.min(STEP, end - at));
            ByteBuffer out = ByteBuffer.wrap(scratch, 0, room);
            boolean ended = step(started, in, out);
            int count = out.position();
            int used = in.position() - (starved ? 0 : at);
            if (count > 0 || used > 0) {
                complete = ended;
            }
            starved = count == room;
            at += used;
            output.accept(scratch, 0, count);
        }
        return length;
    }

    /** Returns whether a frame ended with all of it passed on. */
    private static boolean step(ZstdDecompressCtx decoder, ByteBuffer in, ByteBuffer out) throws DataFormatException {
        try {
            return decoder.decompressByteBufferStream(out, in);
        } catch (ZstdException e) {
            throw new DataFormatException(e.getMessage());
        }
    }

    @Override
    public boolean complete() {
        return complete && !starved;
    }

    @Override
    public boolean ahead() {
        return starved;
    }

    @Override
    public void close() {
        if (decoder != null && !closed) {
            closed = true;
            decoder.close();
            open.decrementAndGet();
        }
    }
}
