package io.orbweaver.sitemap;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The text of an XML file on its way to the parser, up to a limit, and without markup that is longer than any a sitemap
 * needs: a tag, a comment or an instruction is in the parser's memory as a whole, several times over. For one thread.
 */
final class GuardedText extends FilterReader {
    /** Characters of one tag, comment, instruction or CDATA section. */
    static final int MAX_MARKUP = 256 << 10;

    private enum Markup {
        TAG,
        COMMENT,
        INSTRUCTION,
        CDATA
    }

    private final long most;
    private long read;
    private Markup markup = Markup.TAG;
    /** Characters of the markup under way, 0 outside. */
    private int length;

    private char quote;
    private char before;
    private char beforeThat;

    GuardedText(Reader text, long most) {
        super(text);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int wanted) throws IOException {
        int count = super.read(buffer, offset, wanted);
        read += Math.max(0, count);
        if (read > most) {
            throw new IOException("more than " + most + " characters");
        }
        for (int i = offset; i < offset + count; i++) {
            look(buffer[i]);
        }
        return count;
    }

    private void look(char next) throws IOException {
        if (length > 0) {
            inside(next);
        } else if (next == '<') {
            markup = Markup.TAG;
            quote = 0;
            length = 1;
        }
        beforeThat = before;
        before = next;
    }

    private void inside(char next) throws IOException {
        if (++length > MAX_MARKUP) {
            throw new IOException("a tag or comment of more than " + MAX_MARKUP + " characters");
        }
        if (length == 2 && next == '?') {
            markup = Markup.INSTRUCTION;
        } else if (length == 3 && before == '!' && next == '[') {
            markup = Markup.CDATA;
        } else if (length == 4 && beforeThat == '!' && before == '-' && next == '-') {
            markup = Markup.COMMENT;
        } else if (ends(next)) {
            length = 0;
        }
    }

    private boolean ends(char next) {
        return switch (markup) {
            case TAG -> endsTag(next);
            case COMMENT -> next == '>' && before == '-' && beforeThat == '-' && length > 6;
            case INSTRUCTION -> next == '>' && before == '?' && length > 3;
            case CDATA -> next == '>' && before == ']' && beforeThat == ']';
        };
    }

    private boolean endsTag(char next) {
        if (quote != 0) {
            quote = next == quote ? 0 : quote;
            return false;
        }
        quote = next == '"' || next == '\'' ? next : 0;
        return next == '>';
    }
}
