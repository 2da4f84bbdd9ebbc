package io.orbweaver.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A stream on its way to a server, and whether that still takes it: waiting for whoever writes the stream may last as
 * long as it likes, waiting for the server may not. Read by one thread, asked by another.
 */
final class Upload extends FilterInputStream {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private volatile boolean reading;
    private volatile long lastRead = System.nanoTime();

    Upload(InputStream in) {
        super(in);
    }

    /** Whether the server has not asked for more, or not answered, for too long. */
    boolean stalled() {
        return !reading && System.nanoTime() - lastRead > PATIENCE.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        reading = true;
        try {
            return super.read(bytes, offset, length);
        } finally {
            lastRead = System.nanoTime();
            reading = false;
        }
    }
}
