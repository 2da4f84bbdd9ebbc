package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A reference as bytes that the URL parser takes. Path and fragment are UTF-8 on every page, but a query is in the
 * page's own encoding, as the form that would send it (URL Standard section 4.4, query state): a link to
 * {@code ?q=é} on a page in windows-1252 leads to {@code ?q=%E9}. Pages in UTF-16 and ISO-2022-JP are made UTF-8 first, and so are their queries. Stateless.
 */
final class ReferenceBytes {
    private ReferenceBytes() {}

    static byte[] of(String reference, Charset charset) {
        int query = charset.equals(StandardCharsets.UTF_8) ? -1 : reference.indexOf('?');
        int fragment = reference.indexOf('#');
        int end = fragment < 0 ? reference.length() : fragment;
        if (query < 0 || query > end || ascii(reference, query, end)) {
            return reference.getBytes(StandardCharsets.UTF_8);
        }
        byte[] path = reference.substring(0, query).getBytes(StandardCharsets.UTF_8);
        byte[] encoded = encode(reference.substring(query, end), charset.newEncoder());
        byte[] both = new byte[path.length + encoded.length];
        System.arraycopy(path, 0, both, 0, path.length);
        System.arraycopy(encoded, 0, both, path.length, encoded.length);
        return both;
    }

    private static boolean ascii(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** A character that the encoding lacks becomes its reference, percent-encoded (section 5.1, percent-encode). */
    private static byte[] encode(String text, CharsetEncoder encoder) {
        StringBuilder possible = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            possible.append(encoder.canEncode(character) ? character : "%26%23" + codePoint + "%3B");
        });
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(possible));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("every character was asked about", e);
        }
    }
}
