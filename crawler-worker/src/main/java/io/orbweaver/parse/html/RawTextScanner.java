package io.orbweaver.parse.html;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an element that holds no markup, up to its end tag: HTML Standard sections 13.2.5.2 to 13.2.5.5 and
 * 13.2.5.9 to 13.2.5.31. In a script the end tag counts for nothing between {@code <!--}, a {@code <script} after it, and
 * the {@code </script} or {@code -->} that follows.
 */
final class RawTextScanner {
    private static final int TEXT = 0;
    private static final int LESS_THAN = 1;
    private static final int END_OPEN = 2;
    private static final int END_NAME = 3;
    private static final int ESCAPE_START = 4;
    private static final int ESCAPE_START_DASH = 5;
    /** A name that begins or ends the double escape. */
    private static final int DOUBLE_NAME = 6;

    private static final int DONE = 7;

    private static final Name SCRIPT = Name.of("script");

    private final TextScanner text = new TextScanner();
    private final TagScanner tag;
    private final Name wanted = new Name();
    private final Name found = new Name();
    private final EncodedText pending = new EncodedText(Name.MAX_LENGTH + 2);
    private ContentModel model = ContentModel.RAWTEXT;
    private int state = DONE;
    /** 0 in a script, 1 where it is escaped, 2 where it is double escaped. */
    private int escape;
    /** Dashes just read, up to two, while escaped. */
    private int dashes;

    /** @param tag reads the end tag on from its name */
    RawTextScanner(TagScanner tag) {
        this.tag = tag;
    }

    /** A start tag of that name, with that content, is complete. */
    void begin(Name name, ContentModel content) {
        wanted.copy(name);
        model = content;
        state = TEXT;
        escape = 0;
        dashes = 0;
    }

    /** Tells whether the end tag was found; the tag scanner has it. */
    boolean done() {
        return state == DONE;
    }

    int read(byte[] in, int from, int to, @Nullable EncodedText out) {
        int at = from;
        while (at < to && state != DONE) {
            at = switch (state) {
                case TEXT -> escape == 0 ? text(in, at, to, out) : escaped(in[at], at, out);
                case LESS_THAN -> lessThan(in[at], at, out);
                case END_OPEN -> endOpen(in[at], at, out);
                case END_NAME -> endName(in[at], at, out);
                case DOUBLE_NAME -> doubleName(in[at], at, out);
                default -> escapeStart(in[at], at, out);
            };
        }
        return at;
    }

    /** The page ends within the text. */
    void end(@Nullable EncodedText out) {
        if (out == null) {
            return;
        }
        if (state == LESS_THAN || state == END_OPEN || state == END_NAME) {
            out.append(pending.bytes(), 0, pending.length());
        }
        text.end(out);
        state = DONE;
    }

    private int text(byte[] in, int from, int to, @Nullable EncodedText out) {
        if (model == ContentModel.PLAINTEXT) {
            copy(in, from, to, out);
            return to;
        }
        int at;
        if (out != null && model == ContentModel.RCDATA) {
            at = text.read(in, from, to, out, false);
        } else {
            at = ByteScan.find(in, from, to, (byte) '<');
            copy(in, from, at, out);
        }
        if (at == to) {
            return at;
        }
        return begin(at, out);
    }

    private int begin(int at, @Nullable EncodedText out) {
        state = LESS_THAN;
        pending.clear();
        pending.append((byte) '<');
        return at + 1;
    }

    private static void copy(byte[] in, int from, int to, @Nullable EncodedText out) {
        if (out != null) {
            for (int i = from; i < to; i++) {
                TextScanner.append(in[i], out, false);
            }
        }
    }

    private static void put(byte octet, @Nullable EncodedText out) {
        if (out != null) {
            TextScanner.append(octet, out, false);
        }
    }

    private int lessThan(byte octet, int at, @Nullable EncodedText out) {
        if (octet == '/') {
            pending.append(octet);
            state = END_OPEN;
            return at + 1;
        }
        boolean script = model == ContentModel.SCRIPT_DATA;
        if (script && escape == 0 && octet == '!') {
            pending.append(octet);
            release(out);
            state = ESCAPE_START;
            return at + 1;
        }
        release(out);
        if (script && escape == 1 && Bytes.is(octet, Bytes.LETTER)) {
            found.clear();
            state = DOUBLE_NAME;
        }
        return at;
    }

    /** What looked like an end tag is text. */
    private void release(@Nullable EncodedText out) {
        if (out != null) {
            out.append(pending.bytes(), 0, pending.length());
        }
        state = TEXT;
        dashes = 0;
    }

    private int endOpen(byte octet, int at, @Nullable EncodedText out) {
        found.clear();
        if (escape == 2) {
            release(out);
            state = DOUBLE_NAME;
        } else if (Bytes.is(octet, Bytes.LETTER)) {
            state = END_NAME;
        } else {
            release(out);
        }
        return at;
    }

    /** "Appropriate end tag token": it has the name of the element. What is longer is text at once. */
    private int endName(byte octet, int at, @Nullable EncodedText out) {
        if (Bytes.is(octet, Bytes.LETTER) && found.length() < wanted.length()) {
            found.append(octet);
            pending.append(octet);
            return at + 1;
        }
        boolean ends = octet == '>' || octet == '/' || Bytes.is(octet, Bytes.SPACE);
        if (!ends || !found.same(wanted)) {
            release(out);
            return at;
        }
        if (octet == '>') {
            tag.resume(found, TagScanner.END_TAG);
        } else {
            tag.resume(found, octet == '/' ? TagScanner.SELF_CLOSING : TagScanner.BEFORE_ATTRIBUTE);
        }
        state = DONE;
        return at + 1;
    }

    /** Sections 13.2.5.18 and 13.2.5.19; two dashes may also be the ones that end the escape. */
    private int escapeStart(byte octet, int at, @Nullable EncodedText out) {
        if (octet != '-') {
            state = TEXT;
            return at;
        }
        put(octet, out);
        if (state == ESCAPE_START) {
            state = ESCAPE_START_DASH;
        } else {
            state = TEXT;
            escape = 1;
            dashes = 2;
        }
        return at + 1;
    }

    private int escaped(byte octet, int at, @Nullable EncodedText out) {
        if (octet == '<') {
            return begin(at, out);
        }
        put(octet, out);
        if (octet == '-') {
            dashes = Math.min(2, dashes + 1);
        } else {
            if (octet == '>' && dashes == 2) {
                escape = 0;
            }
            dashes = 0;
        }
        return at + 1;
    }

    /** Sections 13.2.5.26 and 13.2.5.31: the name decides only where white space, a solidus or {@code >} ends it. */
    private int doubleName(byte octet, int at, @Nullable EncodedText out) {
        if (Bytes.is(octet, Bytes.LETTER)) {
            found.append(octet);
        } else {
            state = TEXT;
            boolean ends = octet == '>' || octet == '/' || Bytes.is(octet, Bytes.SPACE);
            if (!ends) {
                return at;
            }
            if (found.same(SCRIPT)) {
                escape = 3 - escape;
            }
        }
        put(octet, out);
        return at + 1;
    }
}
