package io.orbweaver.url;

/** Hexadecimal digits (RFC 3986, section 2.1). Stateless, safe in any thread. */
final class HexDigits {
    private static final byte[] UPPER_CASE = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private HexDigits() {}

    /** Returns the value of a digit in either case, or -1 where the character is none. */
    static int value(int character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int letter = character | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Returns the upper-case digit of the low four bits. */
    static byte upperCase(int value) {
        return UPPER_CASE[value & 0xF];
    }

    /** Returns the byte that the escape at a position ("%" and two digits) stands for, or -1 where there is none. */
    static int escaped(byte[] text, int percent, int to) {
        if (percent + 2 >= to) {
            return -1;
        }
        int high = value(text[percent + 1]);
        int low = value(text[percent + 2]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
