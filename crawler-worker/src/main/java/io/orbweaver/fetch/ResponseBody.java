package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer while it arrives: kept as received, decoded on the way to the sink, counted and digested.
 * Confined to the connection's event loop. Must be closed.
 */
final class ResponseBody implements AutoCloseable {
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private final BodySink sink;
    private final ContentDecoder decoder;
    private final long maxDecoded;
    private final long maxReceived;
    private final List<Buffer> received = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private long receivedBytes;
    private long decodedBytes;
    private boolean corrupt;

    /** @param limit bytes after decoding where the body is cut; zero = as much as an array can hold */
    ResponseBody(BodySink sink, @Nullable String coding, long limit, byte[] scratch) {
        this.sink = sink;
        decoder = ContentDecoder.of(coding, scratch);
        maxDecoded = limit == 0 ? Long.MAX_VALUE : limit;
        // Data that cannot be compressed grows a little when coded; without that allowance a body of just the limit
        // would be cut or not depending on its coding.
        long allowance = decoder instanceof ContentDecoder.Identity ? 0 : limit / 512 + 1024;
        maxReceived = limit == 0 ? LARGEST_ARRAY : Math.min(LARGEST_ARRAY, limit + allowance);
    }

    /** Takes the next bytes from the wire; returns false where the body is cut here. */
    boolean take(Buffer chunk) {
        int wanted = (int) Math.min(chunk.length(), maxReceived - receivedBytes);
        receivedBytes += wanted;
        received.add(wanted == chunk.length() ? chunk : chunk.slice(0, wanted));
        boolean goOn = corrupt || decode(chunk, wanted);
        return goOn && wanted == chunk.length();
    }

    private boolean decode(Buffer chunk, int length) {
        ByteBuf bytes = ((BufferInternal) chunk).getByteBuf();
        try {
            if (bytes.hasArray()) {
                return decoder.decode(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length, this::passOn);
            }
            return decoder.decode(chunk.getBytes(0, length), 0, length, this::passOn);
        } catch (DataFormatException e) {
            // Reported as DECODE at the end; the rest is still kept as received.
            corrupt = true;
            return true;
        }
    }

    private boolean passOn(byte[] buffer, int offset, int length) {
        int wanted = (int) Math.min(length, maxDecoded - decodedBytes);
        if (wanted > 0) {
            decodedBytes += wanted;
            digest.update(buffer, offset, wanted);
            sink.chunk(buffer, offset, wanted);
        }
        return wanted == length;
    }

    /** Returns whether everything that arrived could be decoded, to its end. */
    boolean decoded() {
        return !corrupt && decoder.complete();
    }

    long decodedBytes() {
        return decodedBytes;
    }

    byte[] sha256Digest() {
        return digest.digest();
    }

    byte[] asReceived() {
        byte[] whole = new byte[(int) receivedBytes];
        int at = 0;
        for (Buffer chunk : received) {
            chunk.getBytes(0, chunk.length(), whole, at);
            at += chunk.length();
        }
        return whole;
    }

    @Override
    public void close() {
        decoder.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
