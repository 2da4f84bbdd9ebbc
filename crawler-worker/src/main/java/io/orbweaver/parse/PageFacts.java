package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a page says from its elements, whatever reads them. Not thread-safe; one per page.
 *
 * <p>References are kept as written until the end, because a {@code base} counts for the links before it too (HTML
 * Standard section 2.4.3, "document base URL"). Everything kept is bounded by the constants here.
 */
final class PageFacts {

    /** Distinct references of a page that are kept; further ones are dropped. */
    static final int MAX_LINKS = 10_000;

    /** Characters of a reference; longer ones are dropped, which keeps inlined data out. */
    static final int MAX_REFERENCE = 8_192;

    /** Characters of a title, counted after white space is collapsed. */
    static final int MAX_TITLE = 1_000;

    /** Characters of a declared language; longer ones are dropped. */
    static final int MAX_WORD = 100;

    private final Url document;
    /** Reference as written → whether every link to it is marked nofollow. */
    private final Map<String, Boolean> references = new LinkedHashMap<>();

    private final RobotsDirectives robots;
    private @Nullable String base;
    private @Nullable String canonical;
    private @Nullable String refresh;
    private @Nullable String title;
    private @Nullable String documentLanguage;
    private @Nullable String metaLanguage;

    /** @param agentToken the name of the meta element that speaks to us alone, beside {@code robots} */
    PageFacts(Url document, String agentToken) {
        this.document = document;
        this.robots = new RobotsDirectives(agentToken);
    }

    /**
     * Takes the next element in document order.
     *
     * @param name in lower case
     * @param attribute gives the value of an attribute, character references decoded; null where it is absent
     */
    void element(String name, Function<String, @Nullable String> attribute) {
        switch (name) {
            case "a", "area" -> link(attribute.apply("href"), attribute.apply("rel"));
            case "iframe", "frame" -> link(attribute.apply("src"), null);
            case "link" -> relation(attribute);
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
                List.copyOf(links),
                canonical == null ? null : origin.resolve(canonical),
                document.equals(refreshed) ? null : refreshed,
                documentLanguage == null ? metaLanguage : documentLanguage,
                robots.list(),
                RobotsDirectives.nofollow(robots.list()));
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

    private void relation(Function<String, @Nullable String> attribute) {
        String reference = attribute.apply("href");
        String rel = attribute.apply("rel");
        if (reference == null || reference.length() > MAX_REFERENCE) {
            return;
        }
        if (LinkRelation.leads(rel, attribute.apply("hreflang"), attribute.apply("type"))) {
            link(reference, rel);
        }
        if (canonical == null && LinkRelation.has(rel, "canonical")) {
            canonical = strip(reference);
        }
    }

    private void meta(Function<String, @Nullable String> attribute) {
        String content = attribute.apply("content");
        if (content == null) {
            return;
        }
        robots.meta(attribute.apply("name"), content);
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
