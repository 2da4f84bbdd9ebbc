package io.orbweaver.parse.html;

import org.jspecify.annotations.Nullable;

/**
 * Reads what begins with {@code <!}, and what is taken for a comment: HTML Standard sections 13.2.5.41 "bogus comment
 * state" to 13.2.5.71 "CDATA section end state". Of a document type only its end is looked for, which is the first
 * {@code >} even within quotes (sections 13.2.5.59 and 13.2.5.65).
 */
final class DeclarationScanner {
    private static final int DONE = 0;
    private static final int OPEN = 1;
    private static final int BOGUS = 2;
    private static final int DOCUMENT_TYPE = 3;
    private static final int CDATA = 4;
    private static final int COMMENT_START = 5;
    private static final int COMMENT_START_DASH = 6;
    private static final int COMMENT = 7;
    private static final int COMMENT_END_DASH = 8;
    private static final int COMMENT_END = 9;
    private static final int COMMENT_END_BANG = 10;

    private static final String[] OPENINGS = {"--", "doctype", "[CDATA["};

    private final TokenListener listener;
    private final byte[] pending = new byte[8];
    private int state = DONE;
    /** Bytes read of an opening, or brackets that may end a CDATA section. */
    private int held;

    private @Nullable EncodedText comment;

    DeclarationScanner(TokenListener listener) {
        this.listener = listener;
    }

    /** {@code <!} was read. */
    void begin() {
        state = OPEN;
        held = 0;
    }

    void beginBogusComment() {
        state = BOGUS;
        comment = listener.comment();
    }

    void beginCdata() {
        state = CDATA;
        held = 0;
    }

    boolean done() {
        return state == DONE;
    }

    /** Reads on until the construct is complete or the chunk ends; CDATA goes where text goes. */
    int read(byte[] in, int from, int to, @Nullable EncodedText text) {
        int at = from;
        while (at < to && state != DONE) {
            at = switch (state) {
                case OPEN -> open(in[at], at);
                case BOGUS -> bogus(in, at, to);
                case DOCUMENT_TYPE -> documentType(in, at, to);
                case CDATA -> cdata(in, at, to, text);
                case COMMENT -> comment(in, at, to);
                default -> dashes(in[at], at);
            };
        }
        return at;
    }

    /** The page ends within the construct: a comment so far is one, and so is a document type. */
    void end(@Nullable EncodedText text) {
        switch (state) {
            case DONE -> {
                // Nothing was begun.
            }
            case CDATA -> brackets(text);
            case DOCUMENT_TYPE -> listener.documentType();
            case OPEN -> {
                openBogus();
                listener.commentEnd();
            }
            default -> listener.commentEnd();
        }
        state = DONE;
    }

    private int open(byte octet, int at) {
        pending[held] = octet;
        boolean possible = false;
        for (String opening : OPENINGS) {
            if (begins(opening)) {
                possible = true;
                if (opening.length() == held + 1) {
                    opened(opening);
                    return at + 1;
                }
            }
        }
        if (possible) {
            held++;
            return at + 1;
        }
        openBogus();
        return at;
    }

    /** Tells whether the bytes read so far, one more than {@link #held}, begin so; letters of a doctype in any case. */
    private boolean begins(String opening) {
        for (int i = 0; i <= held; i++) {
            byte octet = opening.charAt(0) == 'd' ? Bytes.lower(pending[i]) : pending[i];
            if (i >= opening.length() || octet != opening.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void opened(String opening) {
        switch (opening.charAt(0)) {
            case '-' -> {
                state = COMMENT_START;
                comment = listener.comment();
            }
            case '[' -> {
                if (listener.foreign()) {
                    beginCdata();
                } else {
                    held = opening.length();
                    openBogus();
                }
            }
            default -> state = DOCUMENT_TYPE;
        }
    }

    private void openBogus() {
        beginBogusComment();
        if (comment != null) {
            comment.append(pending, 0, held);
        }
    }

    private int bogus(byte[] in, int from, int to) {
        int end = ByteScan.find(in, from, to, (byte) '>');
        append(in, from, end);
        return closeAt(end, to);
    }

    private int closeAt(int end, int to) {
        if (end == to) {
            return end;
        }
        state = DONE;
        listener.commentEnd();
        return end + 1;
    }

    private int documentType(byte[] in, int from, int to) {
        int end = ByteScan.find(in, from, to, (byte) '>');
        if (end == to) {
            return end;
        }
        state = DONE;
        listener.documentType();
        return end + 1;
    }

    private int cdata(byte[] in, int from, int to, @Nullable EncodedText text) {
        byte octet = in[from];
        if (octet == ']' && held < 2) {
            held++;
            return from + 1;
        }
        if (octet == '>' && held == 2) {
            state = DONE;
            return from + 1;
        }
        if (octet == ']') {
            if (text != null) {
                text.append(octet);
            }
            return from + 1;
        }
        brackets(text);
        int end = ByteScan.find(in, from, to, (byte) ']');
        if (text != null) {
            for (int i = from; i < end; i++) {
                TextScanner.append(in[i], text, true);
            }
        }
        return end;
    }

    private void brackets(@Nullable EncodedText text) {
        for (; held > 0; held--) {
            if (text != null) {
                text.append((byte) ']');
            }
        }
    }

    private int comment(byte[] in, int from, int to) {
        int dash = ByteScan.find(in, from, to, (byte) '-');
        append(in, from, dash);
        if (dash == to) {
            return dash;
        }
        state = COMMENT_END_DASH;
        return dash + 1;
    }

    /** Sections 13.2.5.43 to 13.2.5.52, but for the states that only tell of errors. */
    private int dashes(byte octet, int at) {
        boolean start = state == COMMENT_START || state == COMMENT_START_DASH;
        if (octet == '>' && (start || state == COMMENT_END || state == COMMENT_END_BANG)) {
            return closeAt(at, at + 1);
        }
        if (octet == '-') {
            dash();
            return at + 1;
        }
        if (octet == '!' && state == COMMENT_END) {
            state = COMMENT_END_BANG;
            return at + 1;
        }
        appendAscii(heldBack());
        state = COMMENT;
        return at;
    }

    private void dash() {
        switch (state) {
            case COMMENT_START -> state = COMMENT_START_DASH;
            case COMMENT_END -> appendAscii("-");
            case COMMENT_END_BANG -> {
                appendAscii("--!");
                state = COMMENT_END_DASH;
            }
            default -> state = COMMENT_END;
        }
    }

    /** What was read of an end that is none. */
    private String heldBack() {
        return switch (state) {
            case COMMENT_START_DASH, COMMENT_END_DASH -> "-";
            case COMMENT_END -> "--";
            case COMMENT_END_BANG -> "--!";
            default -> "";
        };
    }

    private void append(byte[] in, int from, int to) {
        if (comment != null) {
            for (int i = from; i < to; i++) {
                TextScanner.append(in[i], comment, false);
            }
        }
    }

    private void appendAscii(String ascii) {
        if (comment != null) {
            for (int i = 0; i < ascii.length(); i++) {
                comment.append((byte) ascii.charAt(i));
            }
        }
    }
}
