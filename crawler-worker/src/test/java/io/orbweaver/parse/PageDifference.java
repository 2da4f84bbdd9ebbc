package io.orbweaver.parse;

import io.orbweaver.parse.ParsedPage.Link;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** How what the tokenizer read from a page differs from what jsoup's document says, by cause. */
final class PageDifference {

    /** What may differ. */
    enum Cause {
        /** A link of the document that the tokenizer did not find. */
        LOST_LINK,
        /** A link that the tree construction stage drops: a tag where the Standard ignores it. */
        MORE_LINKS,
        /** The same links in another order: elements that the tree construction stage moves (foster parenting). */
        ORDER,
        /** The same target, but the mark differs. */
        MARK,
        CHARSET,
        TITLE,
        DESCRIPTION,
        CANONICAL,
        REFRESH,
        LANGUAGE,
        ROBOTS,
        EMBEDDED
    }

    private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
    private final StringBuilder text = new StringBuilder();
    private final int lost;
    private final int more;

    PageDifference(ParsedPage document, ParsedPage tokens) {
        List<Link> missing = without(document.links(), tokens.links());
        List<Link> additional = without(tokens.links(), document.links());
        lost = missing.size();
        more = additional.size();
        if (lost > 0) {
            add(Cause.LOST_LINK, missing, "");
        }
        if (more > 0) {
            add(Cause.MORE_LINKS, "", additional);
        }
        if (lost == 0 && more == 0 && !document.links().equals(tokens.links())) {
            boolean marks = !new HashSet<>(document.links()).equals(new HashSet<>(tokens.links()));
            add(
                    marks ? Cause.MARK : Cause.ORDER,
                    firstUnequal(document.links(), tokens.links()),
                    firstUnequal(tokens.links(), document.links()));
        }
        compare(Cause.CHARSET, document.charset(), tokens.charset());
        compare(Cause.TITLE, document.title(), tokens.title());
        compare(Cause.DESCRIPTION, document.description(), tokens.description());
        compare(Cause.CANONICAL, document.canonical(), tokens.canonical());
        compare(Cause.REFRESH, document.refresh(), tokens.refresh());
        compare(Cause.LANGUAGE, document.language(), tokens.language());
        compare(Cause.ROBOTS, document.robots(), tokens.robots());
        compare(Cause.EMBEDDED, document.embedded(), tokens.embedded());
    }

    private static List<Link> without(List<Link> links, List<Link> others) {
        Set<Object> targets = new HashSet<>();
        others.forEach(link -> targets.add(link.target()));
        List<Link> rest = new ArrayList<>(links);
        rest.removeIf(link -> targets.contains(link.target()));
        return rest;
    }

    private static Object firstUnequal(List<Link> links, List<Link> others) {
        for (int i = 0; i < links.size(); i++) {
            if (!links.get(i).equals(others.get(i))) {
                return links.get(i);
            }
        }
        return links;
    }

    private void compare(Cause cause, Object document, Object tokens) {
        if (!Objects.equals(document, tokens)) {
            add(cause, document, tokens);
        }
    }

    private void add(Cause cause, Object document, Object tokens) {
        causes.add(cause);
        text.append("%s: document %s, tokens %s; ".formatted(cause, document, tokens));
    }

    Set<Cause> causes() {
        return causes;
    }

    int lost() {
        return lost;
    }

    int more() {
        return more;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
