package io.orbweaver.parse;

import io.orbweaver.parse.ParsedPage.Embedded;
import io.orbweaver.parse.ParsedPage.Link;
import io.orbweaver.parse.html.EncodedText;
import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a page says from its elements. Not thread-safe; one per page.
 *
 * <p>References are kept as written until the end, because a {@code base} counts for the links before it too (HTML
 * Standard section 2.4.3, "document base URL"). Everything kept is bounded by the constants here and in {@link
 * References}.
 */
final class PageFacts {
    /** Characters of a reference; longer ones are dropped, which keeps inlined data out. */
    static final int MAX_REFERENCE = 8_192;

    /** Characters of a title or a description, counted after white space is collapsed. */
    static final int MAX_TITLE = 1_000;

    /** Characters of a declared language; longer ones are dropped. */
    static final int MAX_WORD = 100;

    private final Url document;
    private final Charset charset;
    private final References references = new References();
    private final RobotsDirectives robots;
    private @Nullable String base;
    private @Nullable String canonical;
    private @Nullable String refresh;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable String documentLanguage;
    private @Nullable String metaLanguage;
    private int images;
    private int sources;
    private int scripts;

    /**
     * @param agentToken the name of the meta element that speaks to us alone, beside {@code robots}
     * @param charset what the texts are in
     */
    PageFacts(Url document, String agentToken, Charset charset) {
        this.document = document;
        this.charset = charset;
        this.robots = new RobotsDirectives(agentToken);
    }

    void link(@Nullable EncodedText reference, @Nullable EncodedText rel) {
        if (reference == null || reference.cut()) {
            return;
        }
        boolean nofollow = rel != null && Words.has(rel, "nofollow");
        if (!EncodedText.plain(reference.bytes(), 0, reference.length())) {
            link(reference.decode(charset), nofollow);
        } else if (reference.length() <= MAX_REFERENCE) {
            add(reference.bytes(), reference.length(), nofollow);
        }
    }

    private void link(String reference, boolean nofollow) {
        if (reference.length() <= MAX_REFERENCE) {
            byte[] bytes = ReferenceBytes.of(reference, charset);
            add(bytes, bytes.length, nofollow);
        }
    }

    /** Control characters and spaces around a URL are not part of it (URL Standard, basic URL parser, step 1). */
    private void add(byte[] bytes, int length, boolean nofollow) {
        int from = 0;
        int to = length;
        while (from < to && blank(bytes[from])) {
            from++;
        }
        while (from < to && blank(bytes[to - 1])) {
            to--;
        }
        references.add(bytes, from, to, nofollow);
    }

    private static boolean blank(byte octet) {
        return octet >= 0 && octet <= ' ';
    }

    /** Takes a {@code link} element; {@code ofDocument} is false where it cannot speak for the page. */
    void relation(
            @Nullable EncodedText reference,
            @Nullable EncodedText rel,
            @Nullable EncodedText language,
            @Nullable EncodedText type,
            boolean ofDocument) {
        if (reference == null || rel == null || reference.cut()) {
            return;
        }
        if (LinkRelation.leads(text(rel), text(language), text(type))) {
            link(reference, rel);
        }
        if (canonical == null && ofDocument && Words.has(rel, "canonical")) {
            String written = reference.decode(charset);
            canonical = written.length() > MAX_REFERENCE ? null : written;
        }
    }

    /** The first base with a reference counts (section 4.2.3). */
    void base(@Nullable EncodedText reference) {
        if (base == null) {
            base = text(reference);
        }
    }

    void meta(@Nullable EncodedText name, @Nullable EncodedText pragma, @Nullable EncodedText content) {
        if (content == null || content.cut() || name == null && pragma == null) {
            return;
        }
        String value = content.decode(charset);
        if (name != null) {
            robots.meta(name.decode(charset), value);
            if (description == null && Words.sameStripped(name, "description")) {
                description = collapse(value);
            }
        }
        if (pragma == null) {
            return;
        }
        if (refresh == null && value.length() <= MAX_REFERENCE && Words.same(pragma, "refresh")) {
            refresh(value);
        } else if (metaLanguage == null && Words.same(pragma, "content-language")) {
            metaLanguage = word(value);
        }
    }

    private void refresh(String content) {
        String target = DeclarativeRefresh.target(content);
        if (target == null) {
            return;
        }
        // Empty, it is remembered all the same: only the first refresh of a page counts.
        refresh = DeclarativeRefresh.redirects(content) ? target.trim() : "";
        if (refresh.isEmpty() && !target.isEmpty()) {
            link(target, false);
        }
    }

    void documentLanguage(@Nullable EncodedText language) {
        if (documentLanguage == null && language != null) {
            documentLanguage = word(language.decode(charset));
        }
    }

    /** Takes the text of a title element of the page (not of a drawing in it); the first one counts. */
    void title(EncodedText text) {
        if (title == null) {
            title = collapse(text.decode(charset));
        }
    }

    void image() {
        images++;
    }

    void source() {
        sources++;
    }

    void script() {
        scripts++;
    }

    /** Returns how many bytes of the page are kept, but for a title and the like. */
    int holds() {
        return references.length();
    }

    /** Returns everything the elements said, resolved against the page's base. */
    ParsedPage end(Encoding encoding) {
        Url from = base == null ? null : document.resolve(base);
        Url origin = from == null ? document : from;
        Url refreshed =
                refresh == null || refresh.isEmpty() ? null : origin.resolve(ReferenceBytes.of(refresh, charset));
        return new ParsedPage(
                encoding.name(),
                title == null || title.isEmpty() ? null : title,
                description == null || description.isEmpty() ? null : description,
                links(origin),
                canonical == null ? null : origin.resolve(ReferenceBytes.of(canonical, charset)),
                document.equals(refreshed) ? null : refreshed,
                documentLanguage == null ? metaLanguage : documentLanguage,
                robots.list(),
                RobotsDirectives.nofollow(robots.list()),
                new Embedded(images, sources, scripts));
    }

    private List<Link> links(Url origin) {
        Map<Url, Link> links = LinkedHashMap.newLinkedHashMap(references.count());
        for (int i = 0; i < references.count(); i++) {
            Url target = origin.resolve(references.bytes(), references.start(i), references.end(i));
            if (target != null) {
                Link link = new Link(target, references.nofollow(i));
                Link known = links.putIfAbsent(target, link);
                if (known != null && known.nofollow() && !link.nofollow()) {
                    // One link without the mark is enough to follow the target.
                    links.put(target, link);
                }
            }
        }
        return List.copyOf(links.values());
    }

    private @Nullable String text(@Nullable EncodedText value) {
        return value == null ? null : value.decode(charset);
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
            if (Words.space(c)) {
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
}
