package io.orbweaver.url;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The WHATWG URL Standard's "host parser" (section 3.5) for special schemes, with the limits of the DNS. Stateless, safe
 * in any thread. It is the slow way to a host, gone once per host that {@link HostCache} does not know.
 */
final class HostParser {
    // RFC 1035, section 2.3.4: 255 octets on the wire are 253 characters of text.
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    // A name of three-byte characters, all of them escaped, is nine times as long as its characters.
    private static final int MAX_WRITTEN = 9 * MAX_NAME;

    private static final String FORBIDDEN = " #/:<>?@[\\]^|%\u007f";

    private HostParser() {}

    /** Returns the host that UTF-8 text names, or null where no resolver could make sense of it. */
    static @Nullable Host parse(byte[] text, int from, int to) {
        if (from == to || to - from > MAX_WRITTEN) {
            return null;
        }
        String name = text[from] == '[' ? ipv6(text, from, to) : domainOrIpv4(text, from, to);
        return name == null ? null : Host.of(name);
    }

    private static @Nullable String ipv6(byte[] text, int from, int to) {
        if (text[to - 1] != ']') {
            return null;
        }
        String address = Ipv6Address.normalize(new String(text, from + 1, to - from - 2, StandardCharsets.ISO_8859_1));
        return address == null ? null : "[" + address + "]";
    }

    private static @Nullable String domainOrIpv4(byte[] text, int from, int to) {
        String decoded = percentDecode(text, from, to);
        @Nullable String name = decoded.toLowerCase(Locale.ROOT);
        if (!isAscii(decoded)) {
            // Lower-casing is a part of the mapping of UTS #46 and not always the same as the JDK's.
            name = InternationalDomain.toAscii(decoded);
        } else if (hasPunycode(name)) {
            name = InternationalDomain.toAscii(name);
        }
        if (name == null || hasForbidden(name)) {
            return null;
        }
        if (Ipv4Address.endsInNumber(name)) {
            return Ipv4Address.normalize(name);
        }
        String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return hasUsableLabels(domain) ? domain : null;
    }

    /** Decodes escapes and then UTF-8; what is no UTF-8 becomes U+FFFD, which UTS #46 refuses. */
    private static String percentDecode(byte[] text, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int escaped = text[i] == '%' ? HexDigits.escaped(text, i, to) : -1;
            if (escaped >= 0) {
                i += 2;
            }
            decoded[length++] = escaped >= 0 ? (byte) escaped : text[i];
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /** Tells whether a name in lower case has a label that claims to be punycode; asked here, as it needs no ICU. */
    private static boolean hasPunycode(String name) {
        return name.startsWith("xn--") || name.contains(".xn--");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a name in ASCII has a "forbidden domain code point". */
    private static boolean hasForbidden(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || FORBIDDEN.indexOf(name.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUsableLabels(String name) {
        if (name.length() > MAX_NAME) {
            return false;
        }
        int start = 0;
        while (true) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            if (end == start || end - start > MAX_LABEL) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
    }
}
