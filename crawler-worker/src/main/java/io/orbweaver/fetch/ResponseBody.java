package io.orbweaver.fetch;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer while it arrives: kept as received, decoded on the way to the sink, counted and digested. It
 * holds no more than its share of the budget allows, where the bytes received count and the decoded ones too, for a
 * sink may keep them. Confined to the connection's event loop. Must be closed, which closes the share.
 */
final class ResponseBody implements AutoCloseable {

    /** What is to be done after some bytes were taken. */
    enum Step {
        MORE,
        /** The share must grow, then {@link #goOn} be called. */
        FULL,
        /** The body is cut here. */
        CUT
    }

    private final BodySink sink;
    private final BodyBudget.Share share;
    private final ContentCodings codings;
    private final @Nullable String coding;
    private final byte[] scratch;
    private final Decoded output = new Decoded();
    private final long maxDecoded;
    private final long maxReceived;
    private final ReceivedBytes received = new ReceivedBytes();
    private final MessageDigest digest = sha256();

    /** As far as they are seen: one more than the limit where there are more. */
    private long decodedBytes;

    private ContentDecoder decoder;

    /** Decoded bytes that come a second time. */
    private long repeated;

    private boolean starved;
    private boolean corrupt;
    private boolean overlong;

    /**
     * @param coding the Content-Encoding field
     * @param limit bytes after decoding where the body is cut
     */
    ResponseBody(
            BodySink sink,
            ContentCodings codings,
            @Nullable String coding,
            long limit,
            byte[] scratch,
            BodyBudget.Share share) {
        this.sink = sink;
        this.codings = codings;
        this.coding = coding;
        this.scratch = scratch;
        this.share = share;
        maxDecoded = limit;
        decoder = codings.decoder(coding, scratch, limit);
        // Data that cannot be compressed grows a little when coded; without that allowance a body of just the limit
        // would be cut or not depending on its coding.
        maxReceived = limit + (decoder instanceof ContentDecoder.Identity ? 0 : BodyBudget.codingAllowance(limit));
    }

    /** Takes the next bytes from the wire. */
    Step take(Buffer chunk) {
        int wanted = (int) Math.min(chunk.length(), maxReceived - received.size());
        overlong |= wanted < chunk.length();
        received.add(chunk, wanted);
        return goOn();
    }

    /** Goes on with what was taken, as far as the share allows. */
    Step goOn() {
        Step step = decode();
        share.holds(received.size() + decodedBytes);
        return step;
    }

    /** As {@link BodyBudget.Share#grow}. */
    boolean grow() {
        boolean grown = share.grow();
        if (!grown && decoder.ahead()) {
            startAgain();
        }
        return grown;
    }

    /** What a decoder holds beyond what it passed on is in no budget, so while the body waits it must hold nothing. */
    private void startAgain() {
        decoder.close();
        decoder = codings.decoder(coding, scratch, maxDecoded);
        received.rewind();
        repeated = decodedBytes;
        starved = false;
    }

    private Step decode() {
        output.most = share.room();
        while (!corrupt && (starved || received.used() < received.size())) {
            if (output.room() == 0) {
                return Step.FULL;
            }
            try {
                received.read((buffer, offset, length) -> decoder.decode(buffer, offset, length, output));
            } catch (DataFormatException e) {
                // Reported as DECODE at the end; the rest is still kept as received.
                corrupt = true;
            }
            if (decodedBytes > maxDecoded) {
                return Step.CUT;
            }
            starved = output.room() == 0;
        }
        if (received.size() > output.most) {
            return Step.FULL;
        }
        return overlong ? Step.CUT : Step.MORE;
    }

    private final class Decoded implements ContentDecoder.Output {
        private long most;

        @Override
        public int room() {
            long left = Math.min(most - received.size(), maxDecoded + 1) - decodedBytes;
            return Math.clamp(left + repeated, 0, Integer.MAX_VALUE);
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            int known = (int) Math.min(length, repeated);
            repeated -= known;
            int wanted = (int) Math.min(length - known, maxDecoded - decodedBytes);
            decodedBytes += length - known;
            if (wanted > 0) {
                digest.update(buffer, offset + known, wanted);
                sink.chunk(buffer, offset + known, wanted);
            }
        }
    }

    /** Returns whether everything that arrived could be decoded, to its end. */
    boolean decoded() {
        return !corrupt && decoder.complete();
    }

    long decodedBytes() {
        return Math.min(decodedBytes, maxDecoded);
    }

    byte[] sha256Digest() {
        return digest.digest();
    }

    /** Returns the bytes received, without those that were never decoded because the share did not allow it. */
    byte[] asReceived() {
        return received.first(corrupt ? received.size() : received.mostUsed());
    }

    @Override
    public void close() {
        decoder.close();
        received.clear();
        share.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
