package io.orbweaver.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote; runs into the end of the array with an exception. Not thread-safe. */
public final class ByteReader {
    private final byte[] buffer;
    private int position;

    public ByteReader(byte[] buffer) {
        this(buffer, 0);
    }

    public ByteReader(byte[] buffer, int position) {
        this.buffer = buffer;
        this.position = position;
    }

    /** Whether anything is left to read. */
    public boolean more() {
        return position < buffer.length;
    }

    public int u8() {
        return buffer[position++] & 0xff;
    }

    public int u16() {
        return u8() << 8 | u8();
    }

    public int u32() {
        return u16() << 16 | u16();
    }

    public long u64() {
        return (long) u32() << 32 | u32() & 0xffff_ffffL;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalStateException("number longer than 64 bits at " + position);
    }

    public byte[] bytes() {
        return take((int) varint());
    }

    /** Returns all that is left. */
    public byte[] rest() {
        return take(buffer.length - position);
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public @Nullable String optional() {
        return u8() == 0 ? null : text();
    }

    public List<String> texts() {
        int count = (int) varint();
        List<String> texts = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** Returns the next bytes, whose number was read before. */
    public byte[] take(int count) {
        if (count < 0 || count > buffer.length - position) {
            throw new IllegalStateException("value ends early: " + count + " bytes wanted at " + position);
        }
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + count);
        position += count;
        return bytes;
    }
}
