package io.orbweaver.worker;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the decoded body of a sitemap until it is read. Owned by the event loop of the request. */
final class SitemapTap implements BodySink {
    private final AtomicLong reading;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long read;

    /** {@code reading}: bytes that all taps together hold, to which this one adds until it is released. */
    SitemapTap(AtomicLong reading) {
        this.reading = reading;
    }

    @Override
    public void head(int status, HeaderFields headers) {
        // The outcome carries both.
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length) {
        body.write(buffer, offset, length);
        read += length;
        reading.addAndGet(length);
    }

    /** Hands the body over. */
    byte[] take() {
        byte[] taken = body.toByteArray();
        body = new ByteArrayOutputStream();
        return taken;
    }

    /** The body is held no longer. */
    void release() {
        reading.addAndGet(-read);
        read = 0;
    }
}
