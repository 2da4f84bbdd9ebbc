package io.orbweaver.parse.html;

import org.jspecify.annotations.Nullable;

/**
 * Reads one tag, from its {@code <} to its {@code >}: HTML Standard sections 13.2.5.6 "tag open state" to 13.2.5.8 and
 * 13.2.5.32 "before attribute name state" to 13.2.5.40. Nothing of a tag is copied that the listener does not ask for,
 * but quotes are honoured in all of them. A tag that the page ends within is no tag.
 */
final class TagScanner {
    /** What became of the tag: below these it is still being read. */
    static final int START_TAG = 20;

    static final int END_TAG = 21;
    /** {@code <} and a byte that begins no markup: text, and the byte is to be read again. */
    static final int TEXT = 22;
    /** {@code </>}, which is nothing. */
    static final int NOTHING = 23;
    /** {@code <!} was read. */
    static final int DECLARATION = 24;
    /** What looks like an end tag or an instruction is a comment, from the byte that is to be read again. */
    static final int BOGUS_COMMENT = 25;

    static final int BEFORE_ATTRIBUTE = 3;
    static final int SELF_CLOSING = 4;

    private static final int OPEN = 0;
    private static final int END_OPEN = 1;
    private static final int TAG_NAME = 2;
    private static final int ATTRIBUTE_NAME = 5;
    private static final int AFTER_ATTRIBUTE_NAME = 6;
    private static final int BEFORE_VALUE = 7;
    private static final int QUOTED = 8;
    private static final int UNQUOTED = 9;

    private final TokenListener listener;
    private final CharacterReference reference = new CharacterReference();
    private final Name tag = new Name();
    private final Name attribute = new Name();
    private int state;
    private boolean end;
    private boolean selfClosing;
    private boolean asked;
    private byte quote;
    private @Nullable EncodedText value;

    TagScanner(TokenListener listener) {
        this.listener = listener;
    }

    /**
     * A {@code <} was read. The name after it is read at once where it is among the next eight bytes with what ends it,
     * as most are, and the chunk has them; else nothing is. Returns where it stopped.
     */
    int begin(byte[] in, int from, int to) {
        begin();
        if (to - from <= Long.BYTES) {
            return from;
        }
        boolean slash = in[from] == '/';
        int at = slash ? from + 1 : from;
        long word = ByteScan.word(in, at);
        int length = ByteScan.tagNameStop(word);
        if (!Bytes.is((byte) word, Bytes.LETTER) || !Bytes.is(stop(word, length), Bytes.NAME_END)) {
            return from;
        }
        end = slash;
        tag.set(word, length);
        asked = !end && listener.opening(tag);
        return delimiter(stop(word, length), at + length);
    }

    /** Returns the byte after a name; the first one, which ends none, where the name has all eight. */
    private static byte stop(long word, int length) {
        return (byte) (word >>> (length << 3));
    }

    private void begin() {
        state = OPEN;
        end = false;
        selfClosing = false;
        asked = false;
    }

    /** The name of an end tag was read elsewhere, and the byte after it. */
    void resume(Name name, int next) {
        begin();
        tag.copy(name);
        end = true;
        state = next;
    }

    int state() {
        return state;
    }

    Name name() {
        return tag;
    }

    boolean selfClosing() {
        return selfClosing;
    }

    /** Tells whether the page ended after {@code <} or {@code </}, which then are text. */
    boolean barelyOpen() {
        return state == OPEN || state == END_OPEN;
    }

    boolean endTag() {
        return end;
    }

    /** Reads on until the tag is complete or the chunk ends; returns where it stopped. */
    int read(byte[] in, int from, int to) {
        int at = from;
        while (at < to && state < START_TAG) {
            at = switch (state) {
                case OPEN -> open(in, at, to);
                case END_OPEN -> endOpen(in, at, to);
                case TAG_NAME -> tagName(in, at, to);
                case BEFORE_ATTRIBUTE -> beforeAttribute(in, at, to);
                case SELF_CLOSING -> selfClosing(in[at], at);
                case ATTRIBUTE_NAME -> attributeName(in, at, at, to);
                case AFTER_ATTRIBUTE_NAME -> afterAttributeName(in, at, to);
                case BEFORE_VALUE -> beforeValue(in, at, to);
                case QUOTED -> quoted(in, at, to);
                default -> unquoted(in, at, to);
            };
        }
        return at;
    }

    private int open(byte[] in, int at, int to) {
        byte octet = in[at];
        if (Bytes.is(octet, Bytes.LETTER)) {
            tag.clear();
            state = TAG_NAME;
            return tagName(in, at, to);
        }
        switch (octet) {
            case '/' -> {
                end = true;
                state = END_OPEN;
                return at + 1 < to ? endOpen(in, at + 1, to) : to;
            }
            case '!' -> state = DECLARATION;
            case '?' -> {
                state = BOGUS_COMMENT;
                return at;
            }
            default -> {
                state = TEXT;
                return at;
            }
        }
        return at + 1;
    }

    private int endOpen(byte[] in, int at, int to) {
        byte octet = in[at];
        if (Bytes.is(octet, Bytes.LETTER)) {
            tag.clear();
            state = TAG_NAME;
            return tagName(in, at, to);
        }
        state = octet == '>' ? NOTHING : BOGUS_COMMENT;
        return octet == '>' ? at + 1 : at;
    }

    private int tagName(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '>' && in[at] != '/' && !Bytes.is(in[at], Bytes.SPACE)) {
            tag.append(in[at++]);
        }
        if (at == to) {
            return at;
        }
        asked = !end && listener.opening(tag);
        return delimiter(in[at], at);
    }

    /** What ends a name, and stands between attributes. */
    private int delimiter(byte octet, int at) {
        if (octet == '>') {
            state = end ? END_TAG : START_TAG;
        } else {
            state = octet == '/' ? SELF_CLOSING : BEFORE_ATTRIBUTE;
        }
        return at + 1;
    }

    /** Also section 13.2.5.39 "after attribute value (quoted) state", which differs from this one by an error only. */
    private int beforeAttribute(byte[] in, int from, int to) {
        int at = from;
        while (at < to && Bytes.is(in[at], Bytes.SPACE)) {
            at++;
        }
        if (at == to) {
            return at;
        }
        if (in[at] == '>' || in[at] == '/') {
            return delimiter(in[at], at);
        }
        // An equals sign in the first place belongs to the name.
        return asked ? beginAttribute(in, at, to) : skip(in, at, to);
    }

    /** Passes over attributes that nobody asks for, as long as they are of the ordinary form {@code name="value"}. */
    private int skip(byte[] in, int from, int to) {
        int at = from;
        value = null;
        while (true) {
            do {
                at++;
            } while (at < to && !Bytes.is(in[at], Bytes.NAME_END));
            boolean ordinary = at + 1 < to && in[at] == '=' && (in[at + 1] == '"' || in[at + 1] == '\'');
            if (!ordinary) {
                state = ATTRIBUTE_NAME;
                return at;
            }
            quote = in[at + 1];
            at = ByteScan.find(in, at + 2, to, quote);
            if (at == to) {
                state = QUOTED;
                return at;
            }
            do {
                at++;
            } while (at < to && Bytes.is(in[at], Bytes.SPACE));
            if (at == to || in[at] == '/') {
                state = BEFORE_ATTRIBUTE;
                return at;
            }
            if (in[at] == '>') {
                return delimiter(in[at], at);
            }
        }
    }

    private int beginAttribute(byte[] in, int at, int to) {
        value = null;
        if (asked && to - at > Long.BYTES) {
            long word = ByteScan.word(in, at);
            int length = ByteScan.attributeNameStop(word);
            if (length > 0 && Bytes.is(stop(word, length), Bytes.NAME_END)) {
                attribute.set(word, length);
                value = listener.attribute(attribute);
                return afterName(in, at + length, to);
            }
        }
        state = ATTRIBUTE_NAME;
        attribute.clear();
        return attributeName(in, at, at + 1, to);
    }

    /** The name goes on at {@code from}, and what ends it is looked for from {@code next} on. */
    private int attributeName(byte[] in, int from, int next, int to) {
        int at = next;
        while (at < to && !Bytes.is(in[at], Bytes.NAME_END)) {
            at++;
        }
        if (asked) {
            for (int i = from; i < at; i++) {
                attribute.append(in[i]);
            }
        }
        if (at == to) {
            return at;
        }
        if (asked) {
            value = listener.attribute(attribute);
        }
        return afterName(in, at, to);
    }

    private int afterName(byte[] in, int at, int to) {
        if (in[at] == '=') {
            state = BEFORE_VALUE;
            return beforeValue(in, at + 1, to);
        }
        if (Bytes.is(in[at], Bytes.SPACE)) {
            state = AFTER_ATTRIBUTE_NAME;
            return at + 1;
        }
        return delimiter(in[at], at);
    }

    private int afterAttributeName(byte[] in, int from, int to) {
        int at = from;
        while (at < to && Bytes.is(in[at], Bytes.SPACE)) {
            at++;
        }
        if (at == to) {
            return at;
        }
        if (in[at] == '=') {
            state = BEFORE_VALUE;
            return at + 1;
        }
        if (in[at] == '>' || in[at] == '/') {
            return delimiter(in[at], at);
        }
        return beginAttribute(in, at, to);
    }

    private int beforeValue(byte[] in, int from, int to) {
        int at = from;
        while (at < to && Bytes.is(in[at], Bytes.SPACE)) {
            at++;
        }
        if (at == to) {
            return at;
        }
        if (in[at] == '"' || in[at] == '\'') {
            quote = in[at];
            state = QUOTED;
            return quoted(in, at + 1, to);
        }
        if (in[at] == '>') {
            return delimiter(in[at], at);
        }
        state = UNQUOTED;
        return at;
    }

    private int quoted(byte[] in, int from, int to) {
        EncodedText out = value;
        if (out == null) {
            int at = ByteScan.find(in, from, to, quote);
            if (at == to) {
                return at;
            }
            state = BEFORE_ATTRIBUTE;
            return at + 1;
        }
        if (reference.active()) {
            return reference.read(in, from, to, out, true);
        }
        int at = ByteScan.findValueStop(in, from, to, quote);
        out.append(in, from, at);
        if (at == to) {
            return at;
        }
        if (in[at] == quote) {
            state = BEFORE_ATTRIBUTE;
            return at + 1;
        }
        return special(in[at], at, out);
    }

    private int unquoted(byte[] in, int from, int to) {
        EncodedText out = value;
        if (out != null && reference.active()) {
            return reference.read(in, from, to, out, true);
        }
        int at = from;
        while (at < to && !Bytes.is(in[at], Bytes.UNQUOTED_STOP)) {
            at++;
        }
        if (out != null) {
            out.append(in, from, at);
        }
        if (at == to) {
            return at;
        }
        if (in[at] == '>' || Bytes.is(in[at], Bytes.SPACE)) {
            return delimiter(in[at], at);
        }
        return out == null ? at + 1 : special(in[at], at, out);
    }

    private int special(byte octet, int at, EncodedText out) {
        if (octet == '&') {
            reference.start();
        } else {
            out.appendCharacter(EncodedText.REPLACEMENT);
        }
        return at + 1;
    }

    private int selfClosing(byte octet, int at) {
        if (octet == '>') {
            selfClosing = true;
            return delimiter(octet, at);
        }
        state = BEFORE_ATTRIBUTE;
        return at;
    }
}
