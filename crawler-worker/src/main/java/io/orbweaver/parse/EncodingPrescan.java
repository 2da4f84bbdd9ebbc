package io.orbweaver.parse;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the encoding that a page declares in its first 1,024 bytes: HTML Standard section 13.2.3.2, "prescan a byte
 * stream to determine its encoding", then its "get an XML encoding". One object per scan.
 */
final class EncodingPrescan {

    /** Bytes looked at. */
    private static final int WINDOW = PageEncoding.DECLARATION;

    private final String text;
    private int at;

    private EncodingPrescan(String text) {
        this.text = text;
    }

    /** Returns the declared encoding, or null where none is declared or its label is unknown. */
    static @Nullable Encoding declared(byte[] bytes, int length) {
        String window = new String(bytes, 0, Math.min(length, WINDOW), StandardCharsets.ISO_8859_1);
        if (window.startsWith("<\0?\0x\0")) {
            return Encoding.UTF_16LE;
        }
        if (window.startsWith("\0<\0?\0x")) {
            return Encoding.UTF_16BE;
        }
        Encoding encoding = new EncodingPrescan(window).meta();
        return inAscii(encoding == null ? xml(window) : encoding);
    }

    /** As {@link #declared} for a document that is XML: only its declaration counts (XML 1.0 section 4.3.3). */
    static @Nullable Encoding declaredXml(byte[] bytes, int length) {
        return inAscii(xml(new String(bytes, 0, Math.min(length, WINDOW), StandardCharsets.ISO_8859_1)));
    }

    /** The declaration was just read as ASCII, so UTF-16 is not what it is in. */
    private static @Nullable Encoding inAscii(@Nullable Encoding encoding) {
        return encoding != null && encoding.name().startsWith("UTF-16") ? Encoding.UTF_8 : encoding;
    }

    private @Nullable Encoding meta() {
        while (at < text.length()) {
            int open = text.indexOf('<', at);
            if (open < 0) {
                return null;
            }
            at = open + 1;
            if (text.startsWith("!--", at)) {
                // The two dashes that begin a comment may also be the ones that end it.
                int close = text.indexOf("-->", at + 1);
                at = close < 0 ? text.length() : close + 3;
            } else if (metaTag()) {
                at += 4;
                Encoding encoding = fromAttributes();
                if (encoding != null) {
                    return encoding;
                }
            } else if (tag()) {
                skipName();
                while (attribute(new HashMap<>())) {
                    continue;
                }
            } else if (at < text.length() && "!/?".indexOf(text.charAt(at)) >= 0) {
                int close = text.indexOf('>', at);
                at = close < 0 ? text.length() : close + 1;
            }
        }
        return null;
    }

    private boolean metaTag() {
        return text.regionMatches(true, at, "meta", 0, 4)
                && at + 4 < text.length()
                && (space(text.charAt(at + 4)) || text.charAt(at + 4) == '/');
    }

    private boolean tag() {
        int letter = at < text.length() && text.charAt(at) == '/' ? at + 1 : at;
        return letter < text.length() && letter(text.charAt(letter));
    }

    private void skipName() {
        while (at < text.length() && !space(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
    }

    private @Nullable Encoding fromAttributes() {
        Map<String, String> attributes = new HashMap<>();
        while (attribute(attributes)) {
            continue;
        }
        String charset = attributes.get("charset");
        if (charset != null) {
            return ofMeta(charset);
        }
        String content = attributes.get("content");
        if (content == null || !"content-type".equals(attributes.get("http-equiv"))) {
            return null;
        }
        return ofMeta(charsetOf(content));
    }

    private static @Nullable Encoding ofMeta(@Nullable String label) {
        Encoding encoding = Encoding.forLabel(label);
        return encoding != null && encoding.name().equals("x-user-defined") ? Encoding.WINDOWS_1252 : encoding;
    }

    /** "Get an attribute": reads one into the map, where the first of a name stays; false at the end of the tag. */
    private boolean attribute(Map<String, String> attributes) {
        while (at < text.length() && (space(text.charAt(at)) || text.charAt(at) == '/')) {
            at++;
        }
        if (at >= text.length() || text.charAt(at) == '>') {
            return false;
        }
        int start = at;
        // An equals sign in the first place belongs to the name.
        do {
            at++;
        } while (at < text.length() && !space(text.charAt(at)) && "/>=".indexOf(text.charAt(at)) < 0);
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        skipSpaces();
        String value = "";
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            skipSpaces();
            value = value();
        }
        attributes.putIfAbsent(name, value.toLowerCase(Locale.ROOT));
        return true;
    }

    private String value() {
        if (at >= text.length()) {
            return "";
        }
        char quote = text.charAt(at);
        if (quote == '"' || quote == '\'') {
            int close = text.indexOf(quote, at + 1);
            int end = close < 0 ? text.length() : close;
            String value = text.substring(at + 1, end);
            at = Math.min(end + 1, text.length());
            return value;
        }
        int start = at;
        while (at < text.length() && !space(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSpaces() {
        while (at < text.length() && space(text.charAt(at))) {
            at++;
        }
    }

    /** "Extract a character encoding from a meta element": the label, or null. The content is in lower case. */
    private static @Nullable String charsetOf(String content) {
        int found = content.indexOf("charset");
        while (found >= 0) {
            EncodingPrescan scan = new EncodingPrescan(content);
            scan.at = found + "charset".length();
            scan.skipSpaces();
            if (scan.at < content.length() && content.charAt(scan.at) == '=') {
                scan.at++;
                scan.skipSpaces();
                String value = scan.value();
                int semicolon = value.indexOf(';');
                return semicolon < 0 ? value : value.substring(0, semicolon);
            }
            found = content.indexOf("charset", scan.at);
        }
        return null;
    }

    private static @Nullable Encoding xml(String window) {
        int close = window.indexOf('>');
        if (!window.startsWith("<?xml") || close < 0) {
            return null;
        }
        int encoding = window.indexOf("encoding");
        if (encoding < 0 || encoding > close) {
            return null;
        }
        int at = skipControls(window, encoding + "encoding".length());
        if (window.charAt(at) != '=') {
            return null;
        }
        at = skipControls(window, at + 1);
        char quote = window.charAt(at);
        int end = quote == '"' || quote == '\'' ? window.indexOf(quote, at + 1) : -1;
        return end < 0 || end > close ? null : Encoding.forLabel(window.substring(at + 1, end));
    }

    /** There is a character beyond them to stop at. */
    private static int skipControls(String window, int from) {
        int at = from;
        while (window.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
