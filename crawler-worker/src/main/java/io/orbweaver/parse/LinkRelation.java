package io.orbweaver.parse;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the relation of a link says to a crawler, wherever the link stands: link elements and Link fields. Stateless. */
final class LinkRelation {
    /** What {@link FeedParser} reads. */
    private static final Set<String> FEEDS =
            Set.of("application/rss+xml", "application/atom+xml", "application/rdf+xml");

    private LinkRelation() {}

    /**
     * Returns whether such a link leads to another page: the next or the previous of a series, the same page in another
     * language, or its feed (HTML Standard, link types "next", "prev" and "alternate"). Other alternates are the same
     * page again, for another device.
     *
     * @param rel names of relations, between spaces
     * @param hreflang the language of the target, null where the link gives none
     * @param type the media type of the target, null where the link gives none
     */
    static boolean leads(@Nullable String rel, @Nullable String hreflang, @Nullable String type) {
        if (rel == null) {
            return false;
        }
        if (has(rel, "next") || has(rel, "prev") || has(rel, "previous")) {
            return true;
        }
        if (!has(rel, "alternate")) {
            return false;
        }
        ContentType target = ContentType.parse(type);
        return hreflang != null && !hreflang.isBlank() || target != null && FEEDS.contains(target.essence());
    }

    /**
     * Returns whether the link asks not to be followed. Only {@code nofollow} says that the author does not vouch for
     * the target (HTML Standard, link type "nofollow"); {@code ugc} and {@code sponsored} say who placed the link.
     */
    static boolean nofollow(@Nullable String rel) {
        return has(rel, "nofollow");
    }

    /** Returns whether a word, whatever its case, is among those between spaces. */
    static boolean has(@Nullable String words, String wanted) {
        if (words == null) {
            return false;
        }
        int at = 0;
        while (at < words.length()) {
            int start = at;
            while (at < words.length() && !space(words.charAt(at))) {
                at++;
            }
            if (at - start == wanted.length() && words.regionMatches(true, start, wanted, 0, wanted.length())) {
                return true;
            }
            at++;
        }
        return false;
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
