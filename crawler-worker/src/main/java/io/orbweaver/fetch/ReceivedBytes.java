package io.orbweaver.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one body as received, in blocks that grow with it: a body sent in chunks of one byte costs no more than
 * one sent at once. Confined to the connection's event loop.
 */
final class ReceivedBytes {
    private static final int FIRST_BLOCK = 4 << 10;
    private static final int LARGEST_BLOCK = 64 << 10;

    /** Takes a run of bytes; returns how many of them it used. */
    interface Reader {
        int read(byte[] buffer, int offset, int length) throws java.util.zip.DataFormatException;
    }

    private final List<byte[]> blocks = new ArrayList<>();
    private int size;
    private int lastUsed;
    private int readBlock;
    private int readAt;
    private int readTotal;
    private int mostRead;

    /** Bytes added. */
    int size() {
        return size;
    }

    /** Bytes that a reader used since the beginning, or since the last {@link #rewind}. */
    int used() {
        return readTotal;
    }

    /** The most bytes from the beginning that a reader ever used. */
    int mostUsed() {
        return mostRead;
    }

    /** Lets the reader begin again. */
    void rewind() {
        readBlock = 0;
        readAt = 0;
        readTotal = 0;
    }

    void add(io.vertx.core.buffer.Buffer from, int count) {
        int at = 0;
        while (at < count) {
            if (blocks.isEmpty() || lastUsed == blocks.getLast().length) {
                blocks.add(new byte[Math.clamp(size, FIRST_BLOCK, LARGEST_BLOCK)]);
                lastUsed = 0;
            }
            byte[] block = blocks.getLast();
            int fits = Math.min(count - at, block.length - lastUsed);
            from.getBytes(at, at + fits, block, lastUsed);
            lastUsed += fits;
            at += fits;
            size += fits;
        }
    }

    /** Hands the next run that was not used yet to the reader, an empty one where there is none. */
    void read(Reader reader) throws java.util.zip.DataFormatException {
        if (readBlock + 1 < blocks.size() && readAt == blocks.get(readBlock).length) {
            readBlock++;
            readAt = 0;
        }
        if (blocks.isEmpty()) {
            return;
        }
        int end = readBlock + 1 == blocks.size() ? lastUsed : blocks.get(readBlock).length;
        int count = reader.read(blocks.get(readBlock), readAt, end - readAt);
        readAt += count;
        readTotal += count;
        mostRead = Math.max(mostRead, readTotal);
    }

    /** Returns the first bytes. */
    byte[] first(int count) {
        byte[] whole = new byte[count];
        int at = 0;
        for (byte[] block : blocks) {
            int part = Math.min(block.length, count - at);
            System.arraycopy(block, 0, whole, at, part);
            at += part;
        }
        return whole;
    }

    /** Forgets everything. */
    void clear() {
        blocks.clear();
        size = 0;
        lastUsed = 0;
        mostRead = 0;
        rewind();
    }
}
