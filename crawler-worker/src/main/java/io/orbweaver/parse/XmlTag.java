package io.orbweaver.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what stands between the brackets of a tag, well-formed or not (XML 1.0 section 3.1). One object per tag. */
final class XmlTag {
    private final String text;
    private int at;

    private XmlTag(String text) {
        this.text = text;
    }

    /** Tells the listener which tag it is. {@code empty}: whether it ended with a slash. */
    static void read(String text, boolean empty, XmlTokenizer.Listener listener) {
        XmlTag tag = new XmlTag(text);
        if (text.startsWith("/")) {
            tag.at = 1;
            listener.end(tag.name());
        } else {
            String name = tag.name();
            listener.start(name, tag.attributes(), empty);
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        skip();
        while (at < text.length()) {
            int start = at;
            String name = name();
            if (at == start) {
                at++;
            }
            skip();
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                skip();
                String value = value();
                attributes.putIfAbsent(name, XmlReferences.replace(value));
            }
            skip();
        }
        return attributes;
    }

    private String name() {
        int start = at;
        while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) != '/' && text.charAt(at) != '=') {
            at++;
        }
        return text.substring(start, at);
    }

    /** A value that is cut off, as its closing mark is missing, is none. */
    private String value() {
        if (at >= text.length()) {
            return "";
        }
        char quote = text.charAt(at);
        if (quote == '"' || quote == '\'') {
            int start = at + 1;
            int close = text.indexOf(quote, start);
            at = close < 0 ? text.length() : close + 1;
            return close < 0 ? "" : text.substring(start, close);
        }
        int start = at;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        return text.substring(start, at);
    }

    private void skip() {
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '/')) {
            at++;
        }
    }
}
