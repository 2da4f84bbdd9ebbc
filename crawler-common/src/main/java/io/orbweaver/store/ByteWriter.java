package io.orbweaver.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the values of the store: big-endian numbers, LEB128 varints, length-prefixed UTF-8. Not thread-safe. */
public final class ByteWriter {
    private byte[] buffer;
    private int length;

    public ByteWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    public ByteWriter u8(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public ByteWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    public ByteWriter u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    /** Writes a number of at least zero in as few bytes as it needs. */
    public ByteWriter varint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        long rest = value;
        while (rest >= 0x80) {
            u8((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    public ByteWriter bytes(byte[] bytes) {
        varint(bytes.length);
        return raw(bytes);
    }

    /** Writes bytes without their length: for the last part of a value. */
    public ByteWriter raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    public ByteWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that may be missing: null differs from the empty text. */
    public ByteWriter optional(@Nullable String text) {
        return text == null ? u8(0) : u8(1).text(text);
    }

    public ByteWriter texts(List<String> texts) {
        varint(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** Returns how many bytes were written. */
    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
