package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page and the encoding it was read in. Decoded once, as a whole: jsoup took three times as long on a
 * stream of bytes.
 *
 * <p>The encoding is found as the HTML Standard says (section 13.2.3.2): a byte order mark, else the Content-Type field,
 * else what the first 1,024 bytes declare, else a guess. Guessed is UTF-8 where the bytes are valid UTF-8, and
 * windows-1252 otherwise. Bytes that mean nothing in the encoding become U+FFFD.
 */
record DecodedText(Encoding encoding, String text) {

    /** @param label the charset of the Content-Type field, null where it gives none */
    static DecodedText decode(byte[] bytes, int length, @Nullable String label) {
        Encoding marked = byMark(bytes, length);
        if (marked != null) {
            int mark = marked == Encoding.UTF_8 ? 3 : 2;
            return new DecodedText(marked, new String(bytes, mark, length - mark, marked.charset()));
        }
        Encoding declared = Encoding.forLabel(label);
        if (declared == null) {
            declared = EncodingPrescan.declared(bytes, length);
        }
        if (declared == null) {
            declared = validUtf8(bytes, length) ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
        }
        return new DecodedText(declared, new String(bytes, 0, length, declared.charset()));
    }

    private static @Nullable Encoding byMark(byte[] bytes, int length) {
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

    /** A character cut off at the end does not count against UTF-8: bodies are cut at their limit. */
    private static boolean validUtf8(byte[] bytes, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(8192);
        while (true) {
            var result = decoder.decode(in, out, false);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
