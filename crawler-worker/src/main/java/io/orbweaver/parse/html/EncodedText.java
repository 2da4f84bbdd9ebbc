package io.orbweaver.parse.html;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value or a text as it was read: bytes in the page's encoding, in which the characters that references stood for are
 * marked. Grows up to a limit; what comes beyond it is dropped and {@link #cut} says so.
 *
 * <p>A character that a reference stood for need not exist in the page's encoding, and that encoding may be known only
 * at the end of the page. It is kept as a zero byte and three bytes of its code point; a zero byte of the page itself
 * never gets here as one (it becomes U+FFFD). Printable ASCII, tab and line feed are the same in each encoding the tokenizer runs on, and
 * are kept as they are.
 */
public final class EncodedText {
    private static final byte MARK = 0;
    private static final int MARKED_LENGTH = 4;

    /** Stands for what is no character. */
    static final int REPLACEMENT = 0xfffd;

    private final int limit;
    private byte[] bytes = new byte[64];
    private int length;
    private boolean cut;

    /** @param limit bytes that are kept */
    public EncodedText(int limit) {
        this.limit = limit;
    }

    /** Empties it, for the next value. */
    public void clear() {
        length = 0;
        cut = false;
    }

    void append(byte[] in, int from, int to) {
        int count = Math.min(to - from, limit - length);
        cut |= count < to - from;
        room(count);
        System.arraycopy(in, from, bytes, length, count);
        length += count;
    }

    void append(byte octet) {
        if (length == limit) {
            cut = true;
            return;
        }
        room(1);
        bytes[length++] = octet;
    }

    /** Appends the character that a reference stands for. */
    void appendCharacter(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~' || codePoint == '\t' || codePoint == '\n') {
            append((byte) codePoint);
        } else if (limit - length < MARKED_LENGTH) {
            cut = true;
        } else {
            room(MARKED_LENGTH);
            bytes[length] = MARK;
            bytes[length + 1] = (byte) (codePoint >> 16);
            bytes[length + 2] = (byte) (codePoint >> 8);
            bytes[length + 3] = (byte) codePoint;
            length += MARKED_LENGTH;
        }
    }

    private void room(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + count, 2 * bytes.length)));
        }
    }

    /** Returns the bytes; those from {@link #length} on mean nothing. Valid until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns how many bytes are kept. */
    public int length() {
        return length;
    }

    /** Tells whether more came than is kept. */
    public boolean cut() {
        return cut;
    }

    /** Tells whether the text is ASCII without a marked character, so that its bytes are its characters. */
    public static boolean plain(byte[] bytes, int from, int to) {
        return ByteScan.plain(bytes, from, to);
    }

    /** Returns the text. Bytes that mean nothing in the encoding become U+FFFD. */
    public String decode(Charset charset) {
        return decode(bytes, 0, length, charset);
    }

    /** Returns the text of a copy, or of a part of it that cuts no character. */
    public static String decode(byte[] bytes, int from, int to, Charset charset) {
        if (plain(bytes, from, to)) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int mark = ByteScan.find(bytes, at, to, MARK);
            if (mark > at) {
                text.append(new String(bytes, at, mark - at, charset));
            }
            if (mark < to) {
                text.appendCodePoint(
                        (bytes[mark + 1] & 0xff) << 16 | (bytes[mark + 2] & 0xff) << 8 | bytes[mark + 3] & 0xff);
            }
            at = mark + MARKED_LENGTH;
        }
        return text.toString();
    }
}
