package io.orbweaver.parse;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts XML that comes in pieces into tags and text. It is not a parser of XML: nothing makes it fail, for many feeds are
 * not well-formed. Declarations of a document type are passed over, so that no entity is ever looked up or expanded.
 * Memory is bounded by the constants here. Not thread-safe; one per document.
 */
final class XmlTokenizer {

    /** Gets the tags in the order of the document. */
    interface Listener {

        /**
         * A start tag, or one that is both start and end.
         *
         * @param name as written, with its prefix
         * @param attributes by name as written, the first of each, references replaced
         */
        void start(String name, Map<String, String> attributes, boolean empty);

        void end(String name);
    }

    /** Characters of a tag; attributes that go beyond are dropped. */
    static final int MAX_TAG = 16_384;

    /** Characters of a text that is asked for; a longer one is not given. */
    static final int MAX_TEXT = 16_384;

    private static final String COMMENT_START = "!--";
    private static final String CDATA_START = "![CDATA[";

    private enum State {
        TEXT,
        /** After {@code <}. */
        OPEN,
        TAG,
        /** After {@code <!}, while it may become a comment or a CDATA section. */
        EXCLAMATION,
        COMMENT,
        CDATA,
        INSTRUCTION,
        DECLARATION
    }

    private final Listener listener;
    private final StringBuilder markup = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private State state = State.TEXT;
    private boolean asked;
    /** Where in the text the part begins whose references are not replaced yet. */
    private int raw;
    /** The quotation mark that the value of an attribute began with, 0 outside of values. */
    private char quote;
    /** The last characters of the markup that is passed over: how many that end it have come, or how many brackets are open. */
    private int run;

    private char last;

    XmlTokenizer(Listener listener) {
        this.listener = listener;
    }

    /** From now on text is kept, until it is taken. */
    void askForText() {
        asked = true;
        text.setLength(0);
        raw = 0;
    }

    /** Returns the text since it was asked for, references replaced, or null where it is too long. */
    @Nullable
    String takeText() {
        asked = false;
        return text.length() >= MAX_TEXT ? null : text.toString();
    }

    void feed(char[] characters, int count) {
        for (int i = 0; i < count; i++) {
            char sought = sought();
            while (sought != 0 && characters[i] != sought) {
                if (++i == count) {
                    return;
                }
            }
            char c = characters[i];
            switch (state) {
                case TEXT -> text(c);
                case OPEN -> open(c);
                case TAG -> tag(c);
                case EXCLAMATION -> exclamation(c);
                case COMMENT -> comment(c);
                case CDATA -> cdata(c);
                case INSTRUCTION -> instruction(c);
                case DECLARATION -> declaration(c);
            }
        }
    }

    /** Returns the character up to which all others change nothing, 0 where each may. Most of a feed is passed over so. */
    private char sought() {
        return switch (state) {
            case TEXT -> asked ? 0 : '<';
            case CDATA -> asked || run > 0 ? 0 : ']';
            case COMMENT -> run > 0 ? 0 : '-';
            default -> 0;
        };
    }

    private void text(char c) {
        if (c != '<') {
            keep(c);
            return;
        }
        if (asked && text.length() < MAX_TEXT) {
            String replaced = XmlReferences.replace(text.substring(raw));
            text.setLength(raw);
            text.append(replaced);
            raw = text.length();
        }
        markup.setLength(0);
        state = State.OPEN;
    }

    private void keep(char c) {
        if (asked && text.length() < MAX_TEXT) {
            text.append(c);
        }
    }

    private void open(char c) {
        run = 0;
        quote = 0;
        last = 0;
        if (c == '?') {
            state = State.INSTRUCTION;
        } else if (c == '!') {
            markup.append(c);
            state = State.EXCLAMATION;
        } else if (c == '/' || Character.isLetter(c) || c == '_') {
            state = State.TAG;
            tag(c);
        } else {
            // A lone "<" is text.
            keep('<');
            state = State.TEXT;
            text(c);
        }
    }

    private void tag(char c) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '>') {
            state = State.TEXT;
            XmlTag.read(markup.toString(), last == '/', listener);
            return;
        } else if (c == '<') {
            // The tag before was never closed.
            markup.setLength(0);
            state = State.OPEN;
            return;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;
        }
        if (c > ' ') {
            last = c;
        }
        if (markup.length() < MAX_TAG) {
            markup.append(c);
        }
    }

    private void exclamation(char c) {
        markup.append(c);
        String start = markup.toString();
        if (start.equals(COMMENT_START)) {
            state = State.COMMENT;
        } else if (start.equals(CDATA_START)) {
            state = State.CDATA;
        } else if (!COMMENT_START.startsWith(start) && !CDATA_START.startsWith(start)) {
            state = State.DECLARATION;
            declaration(c);
        }
    }

    private void comment(char c) {
        if (c == '>' && run >= 2) {
            state = State.TEXT;
        }
        run = c == '-' ? run + 1 : 0;
    }

    private void cdata(char c) {
        keep(c);
        if (c == '>' && run >= 2) {
            if (asked && text.length() < MAX_TEXT) {
                text.setLength(text.length() - "]]>".length());
                raw = text.length();
            }
            state = State.TEXT;
        }
        run = c == ']' ? run + 1 : 0;
    }

    private void instruction(char c) {
        if (c == '>' && last == '?') {
            state = State.TEXT;
        }
        last = c;
    }

    /** A document type may hold declarations of its own in brackets. */
    private void declaration(char c) {
        if (c == '[') {
            run++;
        } else if (c == ']') {
            run--;
        } else if (c == '>' && run <= 0) {
            state = State.TEXT;
        }
    }
}
