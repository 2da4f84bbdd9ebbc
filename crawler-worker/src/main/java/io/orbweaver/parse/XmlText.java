package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The characters of an XML document that comes in pieces. The encoding is that of a byte order mark, else the charset of
 * the Content-Type field (RFC 7303 section 3.2), else what the XML declaration says, else UTF-8 (XML 1.0 section 4.3.3).
 * Bytes that mean nothing in it become U+FFFD. Not thread-safe; one per document.
 */
final class XmlText {

    /** Bytes within which an XML declaration must end; as many wait until the encoding is known. */
    private static final int WINDOW = 1024;

    private static final int BUFFER = 4096;

    private final @Nullable String label;
    private final XmlTokenizer to;
    private byte[] head = new byte[WINDOW];
    private int length;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final CharBuffer out = CharBuffer.allocate(BUFFER);
    private @Nullable Encoding encoding;
    private @Nullable CharsetDecoder decoder;

    /** @param label the charset of the Content-Type field, null where it gives none */
    XmlText(@Nullable String label, XmlTokenizer to) {
        this.label = label;
        this.to = to;
    }

    void feed(byte[] buffer, int offset, int count) {
        int taken = 0;
        if (decoder == null) {
            taken = Math.min(count, WINDOW - length);
            System.arraycopy(buffer, offset, head, length, taken);
            length += taken;
            if (length < WINDOW) {
                return;
            }
            begin();
        }
        decode(buffer, offset + taken, count - taken, false);
    }

    /** Returns how many bytes wait until the encoding is known. */
    int holds() {
        return decoder == null ? length : 0;
    }

    /** Returns the encoding it was read in. */
    Encoding end() {
        Encoding used = encoding == null ? begin() : encoding;
        decode(head, 0, 0, true);
        return used;
    }

    private Encoding begin() {
        Encoding found = PageEncoding.byMark(head, length);
        int mark = found == null ? 0 : found == Encoding.UTF_8 ? 3 : 2;
        found = found == null ? Encoding.forLabel(label) : found;
        found = found == null ? EncodingPrescan.declaredXml(head, length) : found;
        found = found == null ? Encoding.UTF_8 : found;
        encoding = found;
        decoder = found.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        byte[] waited = Arrays.copyOfRange(head, mark, length);
        head = new byte[0];
        decode(waited, 0, waited.length, false);
        return found;
    }

    private void decode(byte[] buffer, int offset, int count, boolean last) {
        if (decoder == null) {
            throw new IllegalStateException("the encoding is not known yet");
        }
        int from = offset;
        int left = count;
        do {
            int part = Math.min(left, in.remaining());
            in.put(buffer, from, part).flip();
            from += part;
            left -= part;
            CoderResult result;
            do {
                result = decoder.decode(in, out, last && left == 0);
                to.feed(out.array(), out.position());
                out.clear();
            } while (result.isOverflow());
            in.compact();
        } while (left > 0);
    }
}
