package io.orbweaver.parse;

import org.jspecify.annotations.Nullable;

/**
 * The text of a page and the encoding it was read in. Decoded once, as a whole: jsoup took three times as long on a
 * stream of bytes. Bytes that mean nothing in the encoding become U+FFFD.
 */
record DecodedText(Encoding encoding, String text) {

    /** @param label the charset of the Content-Type field, null where it gives none */
    static DecodedText decode(byte[] bytes, int length, @Nullable String label) {
        Encoding encoding = PageEncoding.of(bytes, length, label);
        int mark = PageEncoding.mark(bytes, length);
        return new DecodedText(encoding, new String(bytes, mark, length - mark, encoding.charset()));
    }
}
