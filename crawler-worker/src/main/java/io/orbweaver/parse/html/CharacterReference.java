package io.orbweaver.parse.html;

/**
 * Reads one character reference, wherever chunks cut it: HTML Standard sections 13.2.5.72 "character reference state"
 * to 13.2.5.80 "numeric character reference end state". Until it is known what the bytes stand for they are kept; a
 * name that is none, and what was read beyond the longest name that is one, goes into the text as it was written.
 */
final class CharacterReference {
    private static final int NONE = 0;
    private static final int START = 1;
    private static final int NAMED = 2;
    private static final int NUMBER_SIGN = 3;
    private static final int DECIMAL = 4;
    private static final int HEX_START = 5;
    private static final int HEX = 6;

    private static final int ABOVE_UNICODE = 0x110000;

    /** What the C1 controls stand for, from 0x80 on: section 13.2.5.80. Zero where a number stands for itself. */
    private static final char[] WINDOWS_1252 = ("\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039"
                    + "\u0152\0\u017d\0\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0"
                    + "\u017e\u0178")
            .toCharArray();

    private final byte[] pending = new byte[NamedReferences.MAX_LENGTH];
    private int state = NONE;
    private int length;
    private int low;
    private int high;
    private int matched;
    private int match;
    private int number;

    boolean active() {
        return state != NONE;
    }

    /** An ampersand was read. */
    void start() {
        state = START;
        length = 0;
        matched = 0;
        low = 0;
        high = NamedReferences.count();
        number = 0;
    }

    /**
     * Reads on until the reference is complete or the chunk ends.
     *
     * @param attribute whether it stands in the value of an attribute, where old pages mean {@code &copy=} as it is
     * @return where the first byte is that does not belong to it
     */
    int read(byte[] in, int from, int to, EncodedText out, boolean attribute) {
        int at = from;
        while (at < to && state != NONE) {
            if (state == START && length == 0 && at + 4 <= to && isAmp(in, at)) {
                out.append((byte) '&');
                state = NONE;
                return at + 4;
            }
            if (step(in[at], out, attribute)) {
                at++;
            }
        }
        return at;
    }

    private static boolean isAmp(byte[] in, int at) {
        return in[at] == 'a' && in[at + 1] == 'm' && in[at + 2] == 'p' && in[at + 3] == ';';
    }

    /** The page ends within the reference. */
    void end(EncodedText out, boolean attribute) {
        if (state == DECIMAL || state == HEX) {
            endNumber(out);
        } else if (state != NONE) {
            endNamed((byte) 0, out, attribute);
        }
    }

    /** Returns whether the byte belongs to the reference. */
    private boolean step(byte octet, EncodedText out, boolean attribute) {
        switch (state) {
            case START -> {
                if (octet == '#') {
                    state = NUMBER_SIGN;
                    return keep(octet);
                }
                state = NAMED;
                return name(octet, out, attribute);
            }
            case NAMED -> {
                return name(octet, out, attribute);
            }
            case NUMBER_SIGN -> {
                if ((octet | 0x20) == 'x') {
                    state = HEX_START;
                    return keep(octet);
                }
                return firstDigit(octet, 10, DECIMAL, out);
            }
            case HEX_START -> {
                return firstDigit(octet, 16, HEX, out);
            }
            default -> {
                return digit(octet, state == HEX ? 16 : 10, out);
            }
        }
    }

    private boolean keep(byte octet) {
        pending[length++] = octet;
        return true;
    }

    private boolean name(byte octet, EncodedText out, boolean attribute) {
        int first = NamedReferences.from(low, high, length, octet);
        int last = NamedReferences.from(first, high, length, octet + 1);
        if (first == last) {
            endNamed(octet, out, attribute);
            return false;
        }
        low = first;
        high = last;
        keep(octet);
        if (NamedReferences.endsAt(low, length)) {
            matched = length;
            match = low;
            if (octet == ';') {
                endNamed(octet, out, attribute);
            }
        }
        return true;
    }

    /** Section 13.2.5.73: the longest name counts; {@code next} is the byte after everything that was kept. */
    private void endNamed(byte next, EncodedText out, boolean attribute) {
        state = NONE;
        if (matched > 0 && attribute && pending[matched - 1] != ';') {
            byte following = matched < length ? pending[matched] : next;
            if (following == '=' || Bytes.is(following, Bytes.LETTER | Bytes.DIGIT)) {
                matched = 0;
            }
        }
        if (matched == 0) {
            out.append((byte) '&');
        } else {
            out.appendCharacter(NamedReferences.first(match));
            if (NamedReferences.second(match) != 0) {
                out.appendCharacter(NamedReferences.second(match));
            }
        }
        out.append(pending, matched, length);
    }

    private boolean firstDigit(byte octet, int radix, int digits, EncodedText out) {
        if (value(octet, radix) < 0) {
            state = NONE;
            out.append((byte) '&');
            out.append(pending, 0, length);
            return false;
        }
        state = digits;
        return digit(octet, radix, out);
    }

    private boolean digit(byte octet, int radix, EncodedText out) {
        int value = value(octet, radix);
        if (value >= 0) {
            number = Math.min(number * radix + value, ABOVE_UNICODE);
            return true;
        }
        endNumber(out);
        return octet == ';';
    }

    private static int value(byte octet, int radix) {
        if (Bytes.is(octet, Bytes.DIGIT)) {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return radix == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private void endNumber(EncodedText out) {
        state = NONE;
        boolean none = number == 0 || number >= ABOVE_UNICODE || number >= 0xd800 && number <= 0xdfff;
        int character = none ? EncodedText.REPLACEMENT : number;
        if (character >= 0x80 && character < 0x80 + WINDOWS_1252.length && WINDOWS_1252[character - 0x80] != 0) {
            character = WINDOWS_1252[character - 0x80];
        }
        out.appendCharacter(character);
    }
}
