package io.orbweaver.parse;

import io.orbweaver.parse.html.EncodedText;

/** Compares values with the keywords of HTML, ASCII case-insensitively and without making strings of them. */
final class Words {
    private Words() {}

    /** Tells whether the whole value is the keyword; {@code keyword} is in lower case. */
    static boolean same(EncodedText value, String keyword) {
        return same(value.bytes(), 0, value.length(), keyword);
    }

    /** Tells the same of a value between white space. */
    static boolean sameStripped(EncodedText value, String keyword) {
        byte[] bytes = value.bytes();
        int from = 0;
        int to = value.length();
        while (from < to && space(bytes[from])) {
            from++;
        }
        while (from < to && space(bytes[to - 1])) {
            to--;
        }
        return same(bytes, from, to, keyword);
    }

    /** Tells whether the keyword is one of the words between white space (section 2.3.7). */
    static boolean has(EncodedText value, String keyword) {
        byte[] bytes = value.bytes();
        int at = 0;
        while (at < value.length()) {
            int start = at;
            while (at < value.length() && !space(bytes[at])) {
                at++;
            }
            if (same(bytes, start, at, keyword)) {
                return true;
            }
            at++;
        }
        return false;
    }

    private static boolean same(byte[] bytes, int from, int to, String keyword) {
        if (to - from != keyword.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            int lower = octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
            if (lower != keyword.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    static boolean space(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
