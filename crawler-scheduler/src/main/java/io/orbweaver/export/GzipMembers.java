package io.orbweaver.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a gzip file (RFC 1952) of members that can each be read alone. The compression is the usual one: the best, which
 * the WARC library insists on, took half as long again for files smaller by half a percent. One thread at a time.
 */
final class GzipMembers extends OutputStream {
    private static final int TRAILER_BYTES = 8;
    /** Deflate, no name, no time, an unknown system: nothing that differs between two runs. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[8192];
    private long position;
    private boolean begun;

    GzipMembers(OutputStream out) {
        this.out = out;
    }

    /** Returns how many bytes the members that are ended take. */
    long position() {
        return position;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!begun) {
            pass(HEADER, HEADER.length);
            begun = true;
        }
        checksum.update(bytes, offset, length);
        deflater.setInput(bytes, offset, length);
        while (!deflater.needsInput()) {
            pass(buffer, deflater.deflate(buffer));
        }
    }

    /** Ends the member, if one was begun; what follows goes into the next. */
    void endMember() throws IOException {
        if (!begun) {
            return;
        }
        deflater.finish();
        while (!deflater.finished()) {
            pass(buffer, deflater.deflate(buffer));
        }
        byte[] trailer = ByteBuffer.allocate(TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .putInt((int) deflater.getBytesRead())
                .array();
        pass(trailer, TRAILER_BYTES);
        deflater.reset();
        checksum.reset();
        begun = false;
    }

    private void pass(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        position += count;
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        out.close();
    }
}
