package io.orbweaver.parse.html;

/** What the bytes of ASCII are to the tokenizer. Carriage return counts as the line feed it is normalised to. */
final class Bytes {
    static final byte SPACE = 1;
    static final byte LETTER = 2;
    static final byte DIGIT = 4;
    /** Ends the name of an attribute: section 13.2.5.33. */
    static final byte NAME_END = 8;
    /** Ends a value without quotes, or makes the tokenizer look closer: section 13.2.5.38. */
    static final byte UNQUOTED_STOP = 16;

    private static final byte[] CLASSES = new byte[256];
    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            boolean upper = i >= 'A' && i <= 'Z';
            LOWER[i] = (byte) (upper ? i | 0x20 : i);
            if (upper || i >= 'a' && i <= 'z') {
                CLASSES[i] = LETTER;
            } else if (i >= '0' && i <= '9') {
                CLASSES[i] = DIGIT;
            }
        }
        for (char space : "\t\n\f\r ".toCharArray()) {
            CLASSES[space] = SPACE | NAME_END | UNQUOTED_STOP;
        }
        CLASSES['>'] = NAME_END | UNQUOTED_STOP;
        CLASSES['/'] = NAME_END;
        CLASSES['='] = NAME_END;
        CLASSES['&'] = UNQUOTED_STOP;
        CLASSES[0] = UNQUOTED_STOP;
    }

    private Bytes() {}

    static boolean is(byte octet, int classes) {
        return (CLASSES[octet & 0xff] & classes) != 0;
    }

    static byte lower(byte octet) {
        return LOWER[octet & 0xff];
    }
}
