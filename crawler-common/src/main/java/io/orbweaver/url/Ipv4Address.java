package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses in every form the WHATWG URL Standard knows (section 3.5, "IPv4 parser"): one to four parts, each
 * decimal, octal or hexadecimal. Stateless, safe in any thread.
 */
final class Ipv4Address {
    private static final int MAX_PARTS = 4;
    private static final long INVALID = -1;

    // Any number above 32 bits is refused; past this one it is no use to count on.
    private static final long OVERFLOW = 1L << 40;

    private Ipv4Address() {}

    /** Tells whether a host must be an IPv4 address, or is none at all (the standard's "ends in a number checker"). */
    static boolean endsInNumber(String host) {
        int end = withoutTrailingDot(host);
        int start = host.lastIndexOf('.', end - 1) + 1;
        return start < end && (allDigits(host, start, end) || number(host, start, end) != INVALID);
    }

    /** Returns the dotted decimal form, or null where the text is no address. */
    static @Nullable String normalize(String host) {
        int end = withoutTrailingDot(host);
        long address = 0;
        int parts = 0;
        int start = 0;
        while (true) {
            int dot = host.indexOf('.', start);
            boolean last = dot < 0 || dot >= end;
            int partEnd = last ? end : dot;
            long part = start == partEnd ? INVALID : number(host, start, partEnd);
            if (part == INVALID || ++parts > MAX_PARTS) {
                return null;
            }
            if (last) {
                // The last part fills all the bytes that the parts before it left.
                int bits = 8 * (MAX_PARTS + 1 - parts);
                return part >= 1L << bits ? null : serialize((address << bits) + part);
            }
            if (part > 255) {
                return null;
            }
            address = address << 8 | part;
            start = dot + 1;
        }
    }

    /** Returns the dotted decimal form of the low 32 bits. */
    private static String serialize(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static int withoutTrailingDot(String host) {
        return host.endsWith(".") ? host.length() - 1 : host.length();
    }

    private static boolean allDigits(String host, int start, int end) {
        for (int i = start; i < end; i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Reads a part that is not empty: "0x" and a leading "0" choose the base, and stand for 0 on their own. */
    private static long number(String host, int start, int end) {
        int radix = 10;
        int position = start;
        if (end - start >= 2 && host.charAt(start) == '0') {
            boolean hexadecimal = (host.charAt(start + 1) | 0x20) == 'x';
            radix = hexadecimal ? 16 : 8;
            position += hexadecimal ? 2 : 1;
        }
        long number = 0;
        for (; position < end; position++) {
            int digit = HexDigits.value(host.charAt(position));
            if (digit < 0 || digit >= radix) {
                return INVALID;
            }
            number = Math.min(number * radix + digit, OVERFLOW);
        }
        return number;
    }
}
