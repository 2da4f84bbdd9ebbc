package io.orbweaver.url;

/**
 * The text of a reference as the parser wants it: UTF-8, without the spaces and control characters around it, the tabs
 * and line breaks in it (WHATWG URL Standard, section 4.4, steps 1 to 3 of the basic URL parser) and the fragment. For
 * one thread at a time.
 */
final class Reference {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private byte[] bytes = new byte[512];
    private int length;

    /** Takes text over, unpaired surrogates as U+FFFD; false where it is too long to be looked at. */
    boolean load(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (to - from > UrlParser.MAX_REFERENCE_LENGTH) {
            return false;
        }
        byte[] out = room(3 * (to - from));
        int end = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > '#' && c < 0x80) {
                out[end++] = (byte) c;
            } else if (c >= 0x80) {
                int codePoint = codePoint(text, i, to);
                i += Character.charCount(codePoint) - 1;
                end = encode(codePoint, end);
            } else if (c == '#') {
                break;
            } else if (!isRemoved(c)) {
                out[end++] = (byte) c;
            }
        }
        length = end;
        return end <= UrlParser.MAX_REFERENCE_LENGTH;
    }

    /** Takes UTF-8 over as it is; false where it is too long to be looked at. */
    boolean load(byte[] utf8, int start, int limit) {
        int from = start;
        int to = limit;
        while (from < to && isSpaceOrControl(utf8[from])) {
            from++;
        }
        while (from < to && isSpaceOrControl(utf8[to - 1])) {
            to--;
        }
        if (to - from > UrlParser.MAX_REFERENCE_LENGTH) {
            return false;
        }
        byte[] out = room(to - from);
        int end = 0;
        for (int i = from; i < to && utf8[i] != '#'; i++) {
            if (!isRemoved(utf8[i])) {
                out[end++] = utf8[i];
            }
        }
        length = end;
        return true;
    }

    private byte[] room(int capacity) {
        if (bytes.length < capacity) {
            bytes = new byte[Math.max(capacity, 2 * bytes.length)];
        }
        return bytes;
    }

    private static boolean isRemoved(int c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isSpaceOrControl(byte b) {
        return b >= 0 && b <= ' ';
    }

    private static int codePoint(CharSequence text, int at, int to) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        boolean paired = Character.isHighSurrogate(c) && at + 1 < to && Character.isLowSurrogate(text.charAt(at + 1));
        return paired ? Character.toCodePoint(c, text.charAt(at + 1)) : REPLACEMENT_CHARACTER;
    }

    /** Writes a code point above U+007F. */
    private int encode(int codePoint, int at) {
        int end = at;
        if (codePoint < 0x800) {
            bytes[end++] = (byte) (0xC0 | codePoint >> 6);
        } else if (codePoint < 0x10000) {
            bytes[end++] = (byte) (0xE0 | codePoint >> 12);
            bytes[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        } else {
            bytes[end++] = (byte) (0xF0 | codePoint >> 18);
            bytes[end++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            bytes[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        }
        bytes[end++] = (byte) (0x80 | codePoint & 0x3F);
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Returns the byte at a position, or -1 behind the end. */
    int at(int position) {
        return position < length ? bytes[position] : -1;
    }

    /** Tells whether there is a slash at a position; a backslash is one in the special schemes. */
    boolean isSlash(int position) {
        return position < length && (bytes[position] == '/' || bytes[position] == '\\');
    }

    /** Returns where the ":" of a scheme is, or -1 where the reference has no scheme. */
    int schemeEnd() {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            int lower = b | 0x20;
            boolean letter = lower >= 'a' && lower <= 'z';
            if (letter || i > 0 && (b >= '0' && b <= '9' || b == '+' || b == '-' || b == '.')) {
                continue;
            }
            return i > 0 && b == ':' ? i : -1;
        }
        return -1;
    }

    /** Compares the first bytes with a scheme in lower case. */
    boolean schemeIs(String scheme, int colon) {
        if (colon != scheme.length()) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            if ((bytes[i] | 0x20) != scheme.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
