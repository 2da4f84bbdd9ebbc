package io.orbweaver.parse.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The name of a tag or an attribute in lower case, as it is read. Of a longer name the first {@value #MAX_LENGTH} bytes
 * are kept, which are no known name. The first sixteen bytes are at hand as two numbers, so that names are compared
 * without a loop.
 */
public final class Name {
    /** Bytes kept: the longest names of HTML and SVG have 19. */
    static final int MAX_LENGTH = 64;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[MAX_LENGTH];
    private int length;

    Name() {}

    static Name of(String lowerCase) {
        Name name = new Name();
        for (byte octet : lowerCase.getBytes(StandardCharsets.UTF_8)) {
            name.append(octet);
        }
        return name;
    }

    void clear() {
        WORD.set(bytes, 0, 0L);
        WORD.set(bytes, Long.BYTES, 0L);
        length = 0;
    }

    void append(byte octet) {
        if (length < MAX_LENGTH) {
            bytes[length++] = Bytes.lower(octet);
        }
    }

    void append(byte[] in, int from, int to) {
        int end = Math.min(to, from + MAX_LENGTH - length);
        int size = length;
        for (int i = from; i < end; i++) {
            bytes[size++] = Bytes.lower(in[i]);
        }
        length = size;
    }

    void appendReplacement() {
        append((byte) 0xef);
        append((byte) 0xbf);
        append((byte) 0xbd);
    }

    void copy(Name other) {
        System.arraycopy(other.bytes, 0, bytes, 0, MAX_LENGTH);
        length = other.length;
    }

    boolean same(Name other) {
        return length == other.length
                && head() == other.head()
                && tail() == other.tail()
                && (length <= 2 * Long.BYTES || text().equals(other.text()));
    }

    byte at(int index) {
        return bytes[index];
    }

    int length() {
        return length;
    }

    /** Returns the first eight bytes, zeros where there are fewer. */
    long head() {
        return (long) WORD.get(bytes, 0);
    }

    /** Returns the eight bytes after {@link #head}. */
    long tail() {
        return (long) WORD.get(bytes, Long.BYTES);
    }

    /** Returns the name, read as UTF-8: a name that means anything is ASCII. */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
