package io.orbweaver.parse;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the encoding of a page that declares none: UTF-8 where its bytes are valid UTF-8, ASCII included, and otherwise
 * what their statistics say. Statistics see no more than {@value #SAMPLE} bytes from the first on that is not ASCII.
 */
final class EncodingDetection {
    /** What the statistics see; with 16 KiB they took 1.8 ms instead of 0.7, and found no more. */
    private static final int SAMPLE = 4 << 10;

    /** Bytes beyond ASCII that tell anything: of a lone letter they made Russian. */
    private static final int LEAST = 4;

    /** Of a hundred: what a multi-byte encoding gets that nothing speaks for or against. */
    private static final int NO_CONFIDENCE = 10;

    private static final byte ESCAPE = 0x1b;

    private EncodingDetection() {}

    static Encoding guess(byte[] bytes, int length) {
        int first = 0;
        while (first < length && bytes[first] >= 0 && bytes[first] != ESCAPE) {
            first++;
        }
        // ISO-2022-JP is ASCII with escapes.
        boolean escaped = first < length && bytes[first] == ESCAPE;
        if (!escaped && validUtf8(bytes, first, length)) {
            return Encoding.UTF_8;
        }
        byte[] sample = Arrays.copyOfRange(bytes, first, Math.min(length, first + SAMPLE));
        Encoding found = escaped || beyondAscii(sample) >= LEAST ? byStatistics(sample) : null;
        if (found != null) {
            return found;
        }
        return escaped && validUtf8(bytes, first, length) ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
    }

    private static int beyondAscii(byte[] sample) {
        int count = 0;
        for (byte octet : sample) {
            if (octet < 0) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable Encoding byStatistics(byte[] sample) {
        CharsetDetector detector = new CharsetDetector();
        // Without what stands in tags, of which few are text.
        detector.enableInputFilter(true);
        detector.setText(sample);
        Encoding best = null;
        int confidence = NO_CONFIDENCE;
        // The best first.
        for (CharsetMatch match : detector.detectAll()) {
            Encoding encoding = usable(match.getName());
            boolean western = encoding == Encoding.WINDOWS_1252 && match.getConfidence() == confidence;
            if (encoding != null && (match.getConfidence() > confidence || best != null && western)) {
                best = encoding;
                confidence = match.getConfidence();
            }
        }
        return best;
    }

    /** Of UTF-16 the mark would tell, and valid UTF-8 was looked for before. */
    private static @Nullable Encoding usable(String name) {
        Encoding encoding = Encoding.forLabel(name);
        boolean replaced = encoding != null && encoding.name().equals(Encoding.REPLACEMENT);
        return replaced || name.startsWith("UTF-") ? null : encoding;
    }

    /** A character cut off at the end does not count against UTF-8: samples and bodies are cut. */
    private static boolean validUtf8(byte[] bytes, int from, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length - from);
        CharBuffer out = CharBuffer.allocate(8192);
        while (true) {
            CoderResult result = decoder.decode(in, out, false);
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
