package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * The replacement encoding (Encoding Standard section 14.1): whatever the bytes, they are one U+FFFD. It stands for
 * encodings in which ASCII can be hidden from one reader and shown to another.
 */
final class ReplacementCharset extends Charset {

    ReplacementCharset() {
        super("orbweaver-replacement", null);
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
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException(name());
    }

    private static final class Decoder extends CharsetDecoder {
        private boolean said;

        Decoder(Charset charset) {
            super(charset, 1, 1);
        }

        @Override
        protected void implReset() {
            said = false;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            if (in.hasRemaining() && !said) {
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                out.put('\ufffd');
                said = true;
            }
            in.position(in.limit());
            return CoderResult.UNDERFLOW;
        }
    }
}
