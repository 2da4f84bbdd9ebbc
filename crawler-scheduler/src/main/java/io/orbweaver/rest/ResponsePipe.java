package io.orbweaver.rest;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a response from a thread that may wait: it does while {@value #PIECES} pieces of {@value #PIECE_BYTES} bytes
 * are on their way to the client. Closing it does not end the response, {@link #complete} does: what broke off must not
 * look whole. One thread writes; {@link #abort} may be called from any.
 */
final class ResponsePipe extends OutputStream {
    static final int PIECE_BYTES = 64 << 10;
    static final int PIECES = 4;

    private final Context context;
    private final HttpServerResponse response;
    private final Duration patience;
    private final Semaphore room = new Semaphore(PIECES);
    private final byte[] piece = new byte[PIECE_BYTES];
    private int used;
    private volatile @Nullable String broken;

    /** {@code patience}: a client that takes nothing for so long has gone away. */
    ResponsePipe(Context context, HttpServerResponse response, Duration patience) {
        this.context = context;
        this.response = response;
        this.patience = patience;
        response.exceptionHandler(cause -> broke("the client went away: " + cause.getMessage()));
        response.closeHandler(nothing -> broke("the client went away"));
    }

    private void broke(String why) {
        if (broken == null) {
            broken = why;
        }
        // Whoever waits looks what happened.
        room.release(PIECES);
    }

    @Override
    public void write(int octet) throws IOException {
        if (used == piece.length) {
            send();
        }
        piece[used++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (used == piece.length) {
                send();
            }
            int count = Math.min(left, piece.length - used);
            System.arraycopy(bytes, at, piece, used, count);
            used += count;
            at += count;
            left -= count;
        }
    }

    private void send() throws IOException {
        Buffer filled = Buffer.buffer(Arrays.copyOf(piece, used));
        used = 0;
        awaitRoom();
        context.runOnContext(nothing -> {
            if (broken == null) {
                response.write(filled).onComplete(done -> {
                    if (done.failed()) {
                        broke("the client went away: " + done.cause().getMessage());
                    } else {
                        room.release();
                    }
                });
            }
        });
    }

    private void awaitRoom() throws IOException {
        try {
            if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                broke("the client took nothing for " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a client was waited for");
        }
        String why = broken;
        if (why != null) {
            throw new IOException(why);
        }
    }

    /** Ends the response: everything was written. */
    void complete() throws IOException {
        if (used > 0) {
            send();
        }
        context.runOnContext(nothing -> {
            if (broken == null) {
                response.end();
            }
        });
    }

    /** Cuts the connection, so that the client sees that something is missing. */
    void abort(String why) {
        broke(why);
        context.runOnContext(nothing -> {
            if (!response.ended() && !response.closed()) {
                response.reset();
            }
        });
    }
}
