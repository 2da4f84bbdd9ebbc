package io.orbweaver.fetch;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code br} coding (RFC 7932), with windows of up to 16 MiB as that standard has them, not the large ones. Bytes
 * after the end of the stream are an error.
 *
 * <p>The native decoder works until its window is full, whatever room there is: from a few bytes it can make 16 MiB. Its
 * memory is touched no further than it has decoded.
 */
final class BrotliDecoder implements ContentDecoder {
    /** What was decoded in a call that fails is lost, so a call gets little at once. */
    private static final int INPUT = 1 << 10;

    private final byte[] scratch;
    private final AtomicInteger open;
    private DecoderJNI.@Nullable Wrapper decoder;
    private boolean closed;

    BrotliDecoder(byte[] scratch, AtomicInteger open) {
        this.scratch = scratch;
        this.open = open;
    }

    @Override
    public int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        DecoderJNI.Wrapper started = decoder;
        if (started == null) {
            if (length == 0) {
                return 0;
            }
            started = start();
            decoder = started;
        }
        int at = offset;
        int end = offset + length;
        while (true) {
            if (started.hasOutput()) {
                int room = Math.min(scratch.length, output.room());
                if (room == 0) {
                    return at - offset;
                }
                ByteBuffer decoded = started.pull(room);
                int count = decoded.remaining();
                decoded.get(scratch, 0, count);
                output.accept(scratch, 0, count);
                continue;
            }
            switch (started.getStatus()) {
                case OK -> started.push(0);
                case NEEDS_MORE_INPUT -> {
                    if (at == end) {
                        return length;
                    }
                    int count = Math.min(INPUT, end - at);
                    started.getInputBuffer().clear().put(buffer, at, count);
                    started.push(count);
                    at += count;
                }
                case DONE -> {
                    if (at == end) {
                        return length;
                    }
                    throw new DataFormatException("bytes after the end of the brotli stream");
                }
                default -> throw new DataFormatException("not in brotli format, or bytes after its end");
            }
        }
    }

    private DecoderJNI.Wrapper start() throws DataFormatException {
        try {
            DecoderJNI.Wrapper started = new DecoderJNI.Wrapper(INPUT);
            open.incrementAndGet();
            return started;
        } catch (IOException e) {
            throw new DataFormatException("no memory for a brotli decoder");
        }
    }

    @Override
    public boolean complete() {
        return decoder == null || decoder.getStatus() == DecoderJNI.Status.DONE;
    }

    @Override
    public boolean ahead() {
        return decoder != null && decoder.hasOutput();
    }

    @Override
    public void close() {
        if (decoder != null && !closed) {
            closed = true;
            decoder.destroy();
            open.decrementAndGet();
        }
    }
}
