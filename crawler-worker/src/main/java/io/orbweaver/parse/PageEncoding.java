package io.orbweaver.parse;

import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of a page from its first bytes as the HTML Standard says (section 13.2.3.2): a byte order mark,
 * else the Content-Type field, else what the first {@value #DECLARATION} bytes declare, else a guess from the first
 * {@value #SAMPLE}. Stateless. The answer for a whole page is that for its first bytes.
 */
final class PageEncoding {
    /** Bytes that a byte order mark may need. */
    static final int MARK = 3;

    /** Bytes among which a declaration is looked for. */
    static final int DECLARATION = 1024;

    /** The most bytes ever needed. */
    static final int SAMPLE = 16 << 10;

    private PageEncoding() {}

    /**
     * Finds it while the page arrives.
     *
     * @param length bytes of the page so far
     * @param label the charset of the Content-Type field, null where it gives none
     * @return null where more bytes are needed: never of {@value #SAMPLE} bytes or more
     */
    static @Nullable Encoding early(byte[] bytes, int length, @Nullable String label) {
        if (length >= SAMPLE) {
            return of(bytes, length, label);
        }
        Encoding known = length < MARK ? null : byMarkOrLabel(bytes, length, label);
        return known != null || length < DECLARATION ? known : EncodingPrescan.declared(bytes, length);
    }

    /** Finds it when there are no more bytes than these, or at least {@value #SAMPLE}. */
    static Encoding of(byte[] bytes, int length, @Nullable String label) {
        Encoding found = byMarkOrLabel(bytes, length, label);
        if (found == null) {
            found = EncodingPrescan.declared(bytes, length);
        }
        return found == null ? EncodingDetection.guess(bytes, Math.min(length, SAMPLE)) : found;
    }

    /** Returns how many bytes at the beginning are the mark, and no text. */
    static int mark(byte[] bytes, int length) {
        Encoding marked = byMark(bytes, length);
        if (marked == null) {
            return 0;
        }
        return marked == Encoding.UTF_8 ? MARK : MARK - 1;
    }

    private static @Nullable Encoding byMarkOrLabel(byte[] bytes, int length, @Nullable String label) {
        Encoding marked = byMark(bytes, length);
        return marked == null ? Encoding.forLabel(label) : marked;
    }

    /** Encoding Standard section 6, "BOM sniff". */
    static @Nullable Encoding byMark(byte[] bytes, int length) {
        int first = length > 0 ? bytes[0] & 0xff : -1;
        int second = length > 1 ? bytes[1] & 0xff : -1;
        int third = length > 2 ? bytes[2] & 0xff : -1;
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            return Encoding.UTF_8;
        }
        if (first == 0xfe && second == 0xff) {
            return Encoding.UTF_16BE;
        }
        return first == 0xff && second == 0xfe ? Encoding.UTF_16LE : null;
    }
}
