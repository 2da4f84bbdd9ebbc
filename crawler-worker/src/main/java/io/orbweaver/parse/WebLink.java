package io.orbweaver.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One link of a {@code Link} field: RFC 8288 section 3. Immutable.
 *
 * @param target as written
 * @param rel names of relations, between spaces; empty where none is given
 * @param anchored whether the link starts from another place than the answer it came with (section 3.2)
 */
record WebLink(
        String target,
        String rel,
        @Nullable String hreflang,
        @Nullable String type,
        boolean anchored) {

    /**
     * Returns the links of a field in their order, by the algorithm of RFC 8288 appendix B.2. What is no link is passed
     * over up to the next comma.
     *
     * @param most links that are returned; further ones are dropped
     */
    static List<WebLink> parse(String field, int most) {
        List<WebLink> links = new ArrayList<>();
        Reader in = new Reader(field);
        while (links.size() < most && in.more()) {
            WebLink link = in.link();
            if (link != null) {
                links.add(link);
            }
            in.skipToComma();
        }
        return links;
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        private boolean next(char c) {
            return more() && text.charAt(at) == c;
        }

        /** Where it returns null no link begins before the next comma. */
        @Nullable
        WebLink link() {
            skipSpaces();
            if (!next('<')) {
                return null;
            }
            int close = text.indexOf('>', at);
            if (close < 0) {
                at = text.length();
                return null;
            }
            String target = text.substring(at + 1, close);
            at = close + 1;
            String rel = null;
            String hreflang = null;
            String type = null;
            boolean anchored = false;
            skipSpaces();
            while (next(';')) {
                at++;
                skipSpaces();
                String name = until(" \t=;,").toLowerCase(Locale.ROOT);
                skipSpaces();
                String value = value();
                skipSpaces();
                // Only the first of each counts (sections 3.3 and 3.4.1).
                switch (name) {
                    case "rel" -> rel = rel == null ? value : rel;
                    case "hreflang" -> hreflang = hreflang == null ? value : hreflang;
                    case "type" -> type = type == null ? value : type;
                    case "anchor" -> anchored = true;
                    default -> {
                        // Titles and media do not say where a link leads.
                    }
                }
            }
            return new WebLink(target, rel == null ? "" : rel, hreflang, type, anchored);
        }

        private String value() {
            if (!next('=')) {
                return "";
            }
            at++;
            skipSpaces();
            if (!next('"')) {
                return until(";,").strip();
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (more() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at = Math.min(at + 1, text.length());
            return value.toString();
        }

        private String until(String ends) {
            int start = at;
            while (more() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skipSpaces() {
            while (next(' ') || next('\t')) {
                at++;
            }
        }

        void skipToComma() {
            until(",");
            at++;
        }
    }
}
