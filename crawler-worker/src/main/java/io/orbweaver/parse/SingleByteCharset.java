package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * A single-byte encoding (Encoding Standard section 9.1) that the JDK lacks or has otherwise. It only decodes. Immutable.
 */
final class SingleByteCharset extends Charset {
    private static final int ASCII = 128;

    private final String upper;

    /** @param upper what the bytes from 0x80 on mean, U+FFFD for those that mean nothing */
    private SingleByteCharset(String name, String upper) {
        super("orbweaver-" + name, null);
        this.upper = upper;
    }

    /**
     * Returns an encoding that differs from another one.
     *
     * @param changes the changed byte as a char from U+0080 on, then its meaning, and so on
     */
    static SingleByteCharset changed(String name, Charset from, String changes) {
        byte[] bytes = new byte[ASCII];
        for (int i = 0; i < ASCII; i++) {
            bytes[i] = (byte) (ASCII + i);
        }
        char[] upper = new String(bytes, from).toCharArray();
        for (int i = 0; i < changes.length(); i += 2) {
            upper[changes.charAt(i) - ASCII] = changes.charAt(i + 1);
        }
        return new SingleByteCharset(name, new String(upper));
    }

    /** As another one, but bytes from 0x80 to 0x9F that mean nothing there are control characters. */
    static SingleByteCharset withControls(String name, Charset from) {
        StringBuilder changes = new StringBuilder();
        for (int octet = 0x80; octet < 0xa0; octet++) {
            if (new String(new byte[] {(byte) octet}, from).equals("\ufffd")) {
                changes.append((char) octet).append((char) octet);
            }
        }
        return changed(name, from, changes.toString());
    }

    /** Encoding Standard section 14.5: every byte is a character of its own, in the private use area. */
    static SingleByteCharset userDefined() {
        StringBuilder upper = new StringBuilder();
        for (int i = 0; i < ASCII; i++) {
            upper.append((char) (0xf780 + i));
        }
        return new SingleByteCharset("x-user-defined", upper.toString());
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
        return new Encoder(this);
    }

    private static final class Encoder extends CharsetEncoder {
        private final String upper;

        Encoder(SingleByteCharset charset) {
            super(charset, 1, 1);
            upper = charset.upper;
        }

        @Override
        protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
            while (in.hasRemaining()) {
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                char wanted = in.get(in.position());
                int found = wanted < ASCII ? wanted : upper.indexOf(wanted);
                if (found < 0 || wanted == '\ufffd') {
                    return Character.isSurrogate(wanted)
                            ? CoderResult.malformedForLength(1)
                            : CoderResult.unmappableForLength(1);
                }
                in.get();
                out.put((byte) (wanted < ASCII ? found : ASCII + found));
            }
            return CoderResult.UNDERFLOW;
        }
    }

    private static final class Decoder extends CharsetDecoder {
        private final String upper;

        Decoder(SingleByteCharset charset) {
            super(charset, 1, 1);
            upper = charset.upper;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                byte octet = in.get(in.position());
                char meant = octet >= 0 ? (char) octet : upper.charAt(octet & 0x7f);
                if (meant == '\ufffd') {
                    return CoderResult.unmappableForLength(1);
                }
                in.get();
                out.put(meant);
            }
            return CoderResult.UNDERFLOW;
        }
    }
}
