package io.orbweaver.parse.html;

/**
 * Copies text that is asked for, up to the next {@code <}: HTML Standard sections 13.2.5.1 "data state" and 13.2.5.2
 * "RCDATA state". A character reference may be cut by the end of a chunk.
 */
final class TextScanner {
    private final CharacterReference reference = new CharacterReference();

    /**
     * Reads on until a {@code <} or the end of the chunk.
     *
     * @param nul whether a zero byte stays one, as in the data state, rather than become U+FFFD
     */
    int read(byte[] in, int from, int to, EncodedText out, boolean nul) {
        int at = from;
        while (at < to) {
            if (reference.active()) {
                at = reference.read(in, at, to, out, false);
                continue;
            }
            int start = at;
            while (at < to && in[at] != '<' && in[at] != '&' && in[at] != 0) {
                at++;
            }
            out.append(in, start, at);
            if (at == to || in[at] == '<') {
                return at;
            }
            if (in[at] == '&') {
                reference.start();
            } else {
                append(in[at], out, nul);
            }
            at++;
        }
        return at;
    }

    /** The page, or the text that is asked for, ends. */
    void end(EncodedText out) {
        reference.end(out, false);
    }

    static void append(byte octet, EncodedText out, boolean nul) {
        if (octet != 0) {
            out.append(octet);
        } else {
            out.appendCharacter(nul ? 0 : EncodedText.REPLACEMENT);
        }
    }
}
