package io.orbweaver.parse;

/** Replaces references in XML text (XML 1.0 sections 4.1 and 4.6). Stateless. */
final class XmlReferences {

    /** Characters of a reference between "&amp;" and ";"; longer ones are text. */
    private static final int MAX_NAME = 10;

    private XmlReferences() {}

    /** Returns the text with references to characters and the five predefined entities replaced; others stay as written. */
    static String replace(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        while (ampersand >= 0) {
            int end = semicolon(text, ampersand);
            int value = end < 0 ? -1 : value(text.substring(ampersand + 1, end));
            if (value >= 0) {
                replaced.append(text, done, ampersand).appendCodePoint(value);
                done = end + 1;
            }
            ampersand = text.indexOf('&', ampersand + 1);
        }
        return replaced.append(text, done, text.length()).toString();
    }

    private static int semicolon(String text, int ampersand) {
        int end = Math.min(text.length(), ampersand + MAX_NAME + 2);
        for (int at = ampersand + 1; at < end; at++) {
            if (text.charAt(at) == ';') {
                return at;
            }
        }
        return -1;
    }

    private static int value(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> name.startsWith("#x") ? number(name, 2, 16) : name.startsWith("#") ? number(name, 1, 10) : -1;
        };
    }

    /** Returns the code point, U+FFFD for a number that is none, or -1 where there is no number. */
    private static int number(String name, int from, int radix) {
        long value = 0;
        for (int at = from; at < name.length(); at++) {
            int digit = name.charAt(at) < 0x80 ? Character.digit(name.charAt(at), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        if (name.length() == from) {
            return -1;
        }
        boolean character = value > 0 && value <= Character.MAX_CODE_POINT && (value < 0xD800 || value > 0xDFFF);
        return character ? (int) value : 0xFFFD;
    }
}
