package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a page says from the elements of a document: the oracle's {@link PageFacts}, written with strings. It shares
 * what is not about markup: relations, directives, the reading of a refresh.
 */
final class OracleFacts {

    private static final int MAX_LINKS = References.MAX_COUNT;
    private static final int MAX_REFERENCE = PageFacts.MAX_REFERENCE;
    private static final int MAX_TITLE = PageFacts.MAX_TITLE;
    private static final int MAX_WORD = PageFacts.MAX_WORD;

    private final Url document;
    /** Reference as written → whether every link to it is marked nofollow. */
    private final Map<String, Boolean> references = new LinkedHashMap<>();

    private final Map<String, Integer> embedded = new HashMap<>();
    private final RobotsDirectives robots;
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
        this.robots = new RobotsDirectives(agentToken);
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
            case "a", "area" -> link(attribute.apply("href"), attribute.apply("rel"));
            case "iframe", "frame" -> link(attribute.apply("src"), null);
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
        Map<Url, Boolean> targets = new LinkedHashMap<>();
        references.forEach((reference, nofollow) -> {
            Url target = origin.resolve(reference);
            if (target != null) {
                targets.merge(target, nofollow, Boolean::logicalAnd);
            }
        });
        List<ParsedPage.Link> links = new ArrayList<>(targets.size());
        targets.forEach((target, nofollow) -> links.add(new ParsedPage.Link(target, nofollow)));
        Url refreshed = refresh == null || refresh.isEmpty() ? null : origin.resolve(refresh);
        return new ParsedPage(
                encoding.name(),
                title == null || title.isEmpty() ? null : title,
                description == null || description.isEmpty() ? null : description,
                List.copyOf(links),
                canonical == null ? null : origin.resolve(canonical),
                document.equals(refreshed) ? null : refreshed,
                documentLanguage == null ? metaLanguage : documentLanguage,
                robots.list(),
                RobotsDirectives.nofollow(robots.list()),
                new ParsedPage.Embedded(count("img"), count("source"), count("script")));
    }

    private int count(String name) {
        return embedded.getOrDefault(name, 0);
    }

    private void link(@Nullable String reference, @Nullable String rel) {
        if (reference == null || reference.length() > MAX_REFERENCE) {
            return;
        }
        String stripped = strip(reference);
        if (references.size() < MAX_LINKS || references.containsKey(stripped)) {
            // One link without the mark is enough to follow the target.
            references.merge(stripped, LinkRelation.nofollow(rel), Boolean::logicalAnd);
        }
    }

    private void relation(Function<String, @Nullable String> attribute, boolean inert) {
        String reference = attribute.apply("href");
        String rel = attribute.apply("rel");
        if (reference == null || reference.length() > MAX_REFERENCE) {
            return;
        }
        if (LinkRelation.leads(rel, attribute.apply("hreflang"), attribute.apply("type"))) {
            link(reference, rel);
        }
        if (canonical == null && !inert && LinkRelation.has(rel, "canonical")) {
            canonical = strip(reference);
        }
    }

    private void meta(Function<String, @Nullable String> attribute) {
        String content = attribute.apply("content");
        if (content == null) {
            return;
        }
        String name = attribute.apply("name");
        robots.meta(name, content);
        if (name != null && description == null && name.strip().equalsIgnoreCase("description")) {
            description = collapse(content);
        }
        String pragma = attribute.apply("http-equiv");
        if (pragma == null) {
            return;
        }
        if (pragma.equalsIgnoreCase("refresh") && refresh == null && content.length() <= MAX_REFERENCE) {
            refresh(content);
        } else if (pragma.equalsIgnoreCase("content-language") && metaLanguage == null) {
            metaLanguage = word(content);
        }
    }

    private void refresh(String content) {
        String target = DeclarativeRefresh.target(content);
        if (target == null) {
            return;
        }
        // Empty, it is remembered all the same: only the first refresh of a page counts.
        refresh = DeclarativeRefresh.redirects(content) ? strip(target) : "";
        if (refresh.isEmpty() && !target.isEmpty()) {
            link(target, null);
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
