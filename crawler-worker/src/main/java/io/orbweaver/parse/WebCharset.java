package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * A multi-byte encoding that reads broken text as the Encoding Standard has it: an ASCII byte that cannot end a character
 * is no part of it (sections 10 to 13). Decoders of the JDK swallow some, and with a quote the rest of a tag. It
 * writes as the one it is made of. Immutable.
 */
final class WebCharset extends Charset {
    private final Charset base;

    WebCharset(String name, Charset base) {
        super("orbweaver-" + name, null);
        this.base = base;
    }

    @Override
    public boolean contains(Charset other) {
        return other.equals(this);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder(this);
    }

    @Override
    public CharsetEncoder newEncoder() {
        return base.newEncoder();
    }

    private static final class Decoder extends CharsetDecoder {
        private final CharsetDecoder decoder;

        Decoder(WebCharset charset) {
            super(charset, 1, 2);
            decoder = charset.base
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
        }

        @Override
        protected void implReset() {
            decoder.reset();
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            CoderResult result = decoder.decode(in, out, false);
            if (!result.isError()) {
                return result;
            }
            int length = 1;
            while (length < result.length() && in.get(in.position() + length) < 0) {
                length++;
            }
            return CoderResult.malformedForLength(length);
        }
    }
}
