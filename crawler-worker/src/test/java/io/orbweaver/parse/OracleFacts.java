package io.orbweaver.parse;

import io.orbweaver.parse.ParsedPage.LinkKind;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a page says from the elements of a document: the oracle's {@link PageFacts}, written with strings and
 * sharing no code with it but the reading of a refresh.
 */
final class OracleFacts {

    private static final int MAX_LINKS = References.MAX_COUNT;
    private static final int MAX_REFERENCE = PageFacts.MAX_REFERENCE;
    private static final int MAX_TITLE = PageFacts.MAX_TITLE;
    private static final int MAX_WORD = PageFacts.MAX_WORD;
    private static final int MAX_DIRECTIVES = PageFacts.MAX_DIRECTIVES;

    /** One reference: what leads there first, and whether every link to it is marked nofollow. */
    private record Written(LinkKind kind, boolean nofollow) {}

    private final Url document;
    private final String agentToken;
    private final Map<String, Written> references = new LinkedHashMap<>();
    private final Map<String, Integer> embedded = new HashMap<>();

    private final Set<String> robots = new LinkedHashSet<>();
    private @Nullable String base;
    private @Nullable String canonical;
    private @Nullable String refresh;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable String documentLanguage;
    private @Nullable String metaLanguage;

    /** @param agentToken the name of the meta element that speaks to us alone, beside {@code robots} */
    OracleFacts(Url document, String agentToken) {
        this.document = document;
        this.agentToken = agentToken;
    }

    /**
     * Takes the next element in document order.
     *
     * @param name in lower case
     * @param attribute gives the value of an attribute, character references decoded; null where it is absent
     * @param inert whether it stands in a template
     */
    void element(String name, Function<String, @Nullable String> attribute, boolean inert) {
        switch (name) {
            case "a" -> link(LinkKind.A, attribute.apply("href"), attribute.apply("rel"));
            case "area" -> link(LinkKind.AREA, attribute.apply("href"), attribute.apply("rel"));
            case "iframe" -> link(LinkKind.IFRAME, attribute.apply("src"), null);
            case "frame" -> link(LinkKind.FRAME, attribute.apply("src"), null);
            case "link" -> relation(attribute, inert);
            case "img", "source", "script" -> embedded.merge(name, 1, Integer::sum);
            case "base" -> base = base == null ? attribute.apply("href") : base;
            case "meta" -> meta(attribute);
            case "html" -> language(attribute);
            default -> {
                // No other element leads anywhere or speaks about the page.
            }
        }
    }

    /** Takes the text of a title element of the page (not of a drawing in it); the first one counts. */
    void title(String text) {
        if (title == null) {
            title = collapse(text);
        }
    }

    /** Returns everything the elements said, resolved against the page's base. */
    ParsedPage end(Encoding encoding) {
        Url from = base == null ? null : document.resolve(strip(base));
        Url origin = from == null ? document : from;
        Map<Url, Written> targets = new LinkedHashMap<>();
        references.forEach((reference, written) -> {
            Url target = origin.resolve(reference);
            if (target != null) {
                targets.merge(target, written, OracleFacts::both);
            }
        });
        List<ParsedPage.Link> links = new ArrayList<>(targets.size());
        targets.forEach(
                (target, written) -> links.add(new ParsedPage.Link(target, written.kind(), written.nofollow())));
        Url refreshed = refresh == null || refresh.isEmpty() ? null : origin.resolve(refresh);
        return new ParsedPage(
                encoding.name(),
                title == null || title.isEmpty() ? null : title,
                description == null || description.isEmpty() ? null : description,
                List.copyOf(links),
                canonical == null ? null : origin.resolve(canonical),
                document.equals(refreshed) ? null : refreshed,
                documentLanguage == null ? metaLanguage : documentLanguage,
                List.copyOf(robots),
                robots.contains("nofollow") || robots.contains("none"),
                new ParsedPage.Embedded(count("img"), count("source"), count("script")));
    }

    private int count(String name) {
        return embedded.getOrDefault(name, 0);
    }

    private static Written both(Written first, Written second) {
        return new Written(first.kind(), first.nofollow() && second.nofollow());
    }

    private void link(LinkKind kind, @Nullable String reference, @Nullable String rel) {
        if (reference == null || reference.length() > MAX_REFERENCE) {
            return;
        }
        String stripped = strip(reference);
        if (references.size() < MAX_LINKS || references.containsKey(stripped)) {
            references.merge(stripped, new Written(kind, hasWord(rel, "nofollow")), OracleFacts::both);
        }
    }

    private void relation(Function<String, @Nullable String> attribute, boolean inert) {
        String reference = attribute.apply("href");
        String rel = attribute.apply("rel");
        if (reference == null || reference.length() > MAX_REFERENCE) {
            return;
        }
        String language = attribute.apply("hreflang");
        boolean feed = feed(attribute.apply("type"));
        if (hasWord(rel, "next")) {
            link(LinkKind.NEXT, reference, rel);
        } else if (hasWord(rel, "prev")) {
            link(LinkKind.PREV, reference, rel);
        } else if (hasWord(rel, "alternate")
                && !hasWord(rel, "stylesheet")
                && (feed || language != null && !language.isEmpty())) {
            link(LinkKind.ALTERNATE, reference, rel);
        }
        if (canonical == null && !inert && hasWord(rel, "canonical")) {
            canonical = strip(reference);
        }
    }

    private static boolean feed(@Nullable String type) {
        String media = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return media.equals("application/rss+xml") || media.equals("application/atom+xml");
    }

    private void meta(Function<String, @Nullable String> attribute) {
        String content = attribute.apply("content");
        if (content == null) {
            return;
        }
        String name = attribute.apply("name");
        if (name != null
                && (name.strip().equalsIgnoreCase("robots") || name.strip().equalsIgnoreCase(agentToken))) {
            directives(content);
        } else if (name != null && description == null && name.strip().equalsIgnoreCase("description")) {
            description = collapse(content);
        }
        String pragma = attribute.apply("http-equiv");
        if (pragma == null) {
            return;
        }
        if (pragma.equalsIgnoreCase("refresh") && refresh == null && content.length() <= MAX_REFERENCE) {
            String target = DeclarativeRefresh.target(content);
            refresh = target == null ? null : strip(target);
        } else if (pragma.equalsIgnoreCase("content-language") && metaLanguage == null) {
            metaLanguage = word(content);
        }
    }

    private void directives(String content) {
        if (content.length() > MAX_REFERENCE) {
            return;
        }
        for (String part : content.split(",")) {
            String directive = word(part);
            if (directive != null && robots.size() < MAX_DIRECTIVES) {
                robots.add(directive.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void language(Function<String, @Nullable String> attribute) {
        if (documentLanguage == null) {
            String declared = attribute.apply("lang");
            declared = declared == null ? attribute.apply("xml:lang") : declared;
            documentLanguage = declared == null ? null : word(declared);
        }
    }

    private static @Nullable String word(String text) {
        String word = text.strip();
        return word.isEmpty() || word.length() > MAX_WORD ? null : word;
    }

    private static boolean hasWord(@Nullable String words, String wanted) {
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

    private static String collapse(String text) {
        StringBuilder collapsed = new StringBuilder(Math.min(text.length(), MAX_TITLE));
        boolean gap = false;
        for (int i = 0; i < text.length() && collapsed.length() < MAX_TITLE; i++) {
            char c = text.charAt(i);
            if (space(c)) {
                gap = !collapsed.isEmpty();
            } else {
                if (gap && collapsed.length() < MAX_TITLE - 1) {
                    collapsed.append(' ');
                }
                gap = false;
                collapsed.append(c);
            }
        }
        int last = collapsed.length() - 1;
        if (collapsed.length() == MAX_TITLE && Character.isHighSurrogate(collapsed.charAt(last))) {
            collapsed.setLength(last);
        }
        return collapsed.toString();
    }

    /** Control characters and spaces around a URL are not part of it (URL Standard, basic URL parser step 1). */
    private static String strip(String reference) {
        return reference.trim();
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
