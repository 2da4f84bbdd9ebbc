package io.orbweaver.parse;

import io.orbweaver.parse.html.HtmlTokenizer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns a page into UTF-8 while it streams to the tokenizer. Chunks may cut characters. Bytes that mean nothing become
 * U+FFFD. Memory is three small buffers.
 */
final class Transcoder {
    private static final int CHARACTERS = 2048;

    private final HtmlTokenizer tokenizer;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder =
            StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    private final CharBuffer characters = CharBuffer.allocate(CHARACTERS);
    private final ByteBuffer utf8 = ByteBuffer.allocate(3 * CHARACTERS);
    /** The bytes of a cut character, before those that complete it. */
    private ByteBuffer rest = ByteBuffer.allocate(16).limit(0);

    Transcoder(Charset charset, HtmlTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    void feed(byte[] in, int offset, int length) {
        ByteBuffer chunk = ByteBuffer.wrap(in, offset, length);
        while (rest.hasRemaining() && chunk.hasRemaining()) {
            rest.compact().put(chunk.get()).flip();
            decode(rest, false);
        }
        decode(chunk, false);
        if (chunk.hasRemaining()) {
            rest.clear().put(chunk).flip();
        }
    }

    void end() {
        decode(rest, true);
        CoderResult result;
        do {
            result = decoder.flush(characters);
            encode(false);
        } while (result.isOverflow());
        encode(true);
    }

    private void decode(ByteBuffer in, boolean end) {
        CoderResult result;
        do {
            result = decoder.decode(in, characters, end);
            encode(false);
        } while (result.isOverflow());
    }

    /** A surrogate whose other half is still to come stays where it is. */
    private void encode(boolean end) {
        characters.flip();
        CoderResult result;
        do {
            result = encoder.encode(characters, utf8, end);
            tokenizer.feed(utf8.array(), 0, utf8.position());
            utf8.clear();
        } while (result.isOverflow());
        characters.compact();
    }
}
