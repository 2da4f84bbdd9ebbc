package io.orbweaver.parse.html;

import java.nio.charset.StandardCharsets;

/**
 * The name of a tag or an attribute in lower case, as it is read. The first sixteen bytes are two numbers, so that names
 * are compared without a loop; of a longer name {@value #MAX_LENGTH} bytes are kept.
 */
public final class Name {
    /** Bytes kept: the longest names of HTML and SVG have 19. What is longer is no known name. */
    static final int MAX_LENGTH = 64;

    private static final int PACKED = 2 * Long.BYTES;

    private final byte[] rest = new byte[MAX_LENGTH - PACKED];
    private long head;
    private long tail;
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
        head = 0;
        tail = 0;
        length = 0;
    }

    /** Becomes the first bytes, up to eight, of those given. */
    void set(long bytes, int count) {
        head = ByteScan.lowerCase(bytes & (1L << (count << 3)) - 1);
        tail = 0;
        length = count;
    }

    /** A zero byte becomes U+FFFD. */
    void append(byte octet) {
        if (octet == 0) {
            append((byte) 0xef);
            append((byte) 0xbf);
            append((byte) 0xbd);
            return;
        }
        long lower = Bytes.lower(octet) & 0xff;
        if (length < Long.BYTES) {
            head |= lower << (length << 3);
        } else if (length < PACKED) {
            tail |= lower << (length - Long.BYTES << 3);
        } else if (length < MAX_LENGTH) {
            rest[length - PACKED] = (byte) lower;
        } else {
            return;
        }
        length++;
    }

    void copy(Name other) {
        head = other.head;
        tail = other.tail;
        length = other.length;
        if (length > PACKED) {
            System.arraycopy(other.rest, 0, rest, 0, length - PACKED);
        }
    }

    boolean same(Name other) {
        return length == other.length
                && head == other.head
                && tail == other.tail
                && (length <= PACKED || text().equals(other.text()));
    }

    int length() {
        return length;
    }

    /** Returns the first eight bytes, the first one lowest, zeros where there are fewer. */
    long head() {
        return head;
    }

    /** Returns the eight bytes after {@link #head}. */
    long tail() {
        return tail;
    }

    /** Returns the name, read as UTF-8: a name that means anything is ASCII. */
    public String text() {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            long packed = i < Long.BYTES ? head : tail;
            bytes[i] = i < PACKED ? (byte) (packed >>> (i << 3)) : rest[i - PACKED];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
