package io.orbweaver.parse;

import io.orbweaver.parse.ParsedPage.Embedded;
import io.orbweaver.parse.ParsedPage.Link;
import io.orbweaver.parse.ParsedPage.LinkKind;
import io.orbweaver.parse.html.EncodedText;
import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a page says from its elements. Not thread-safe; one per page.
 *
 * <p>Everything is kept as written until the end: a {@code base} counts for the links before it too (HTML Standard
 * section 2.4.3, "document base URL"), and the encoding of a page that declares none is known only then. Everything kept
 * is bounded by the constants here and in {@link References}.
 */
final class PageFacts {
    /** Characters of a reference; longer ones are dropped, which keeps inlined data out. */
    static final int MAX_REFERENCE = 8_192;

    /** Characters of a title or a description, counted after white space is collapsed. */
    static final int MAX_TITLE = 1_000;

    /** Characters of a declared language or a robots directive; longer ones are dropped. */
    static final int MAX_WORD = 100;

    /** Distinct robots directives that are kept, and elements they are taken from. */
    static final int MAX_DIRECTIVES = 50;

    private final Url document;
    private final String agentToken;
    private final References references = new References();
    private final List<byte[]> robots = new ArrayList<>();
    private byte @Nullable [] base;
    private byte @Nullable [] canonical;
    private byte @Nullable [] refresh;
    private byte @Nullable [] title;
    private byte @Nullable [] description;
    private byte @Nullable [] documentLanguage;
    private byte @Nullable [] metaLanguage;
    private @Nullable Encoding declared;
    private int images;
    private int sources;
    private int scripts;

    /** @param agentToken the name of the meta element that speaks to us alone, beside {@code robots} */
    PageFacts(Url document, String agentToken) {
        this.document = document;
        this.agentToken = agentToken.toLowerCase(Locale.ROOT);
    }

    void link(LinkKind kind, @Nullable EncodedText reference, @Nullable EncodedText rel) {
        if (reference != null && !reference.cut()) {
            byte[] bytes = reference.bytes();
            int to = reference.length();
            int from = 0;
            if (EncodedText.plain(bytes, 0, to)) {
                if (to > MAX_REFERENCE) {
                    return;
                }
                // Spaces and controls around a URL are not part of it (URL Standard, basic URL parser, step 1).
                while (from < to && bytes[from] <= ' ') {
                    from++;
                }
                while (from < to && bytes[to - 1] <= ' ') {
                    to--;
                }
            }
            references.add(bytes, from, to, kind, rel != null && Words.has(rel, "nofollow"));
        }
    }

    /** Takes a {@code link} element; {@code ofDocument} is false where it cannot speak for the page. */
    void relation(
            @Nullable EncodedText reference,
            @Nullable EncodedText rel,
            @Nullable EncodedText language,
            @Nullable EncodedText type,
            boolean ofDocument) {
        if (reference == null || rel == null) {
            return;
        }
        if (Words.has(rel, "next")) {
            link(LinkKind.NEXT, reference, rel);
        } else if (Words.has(rel, "prev")) {
            link(LinkKind.PREV, reference, rel);
        } else if (Words.has(rel, "alternate")
                && !Words.has(rel, "stylesheet")
                && (language != null && language.length() > 0 || type != null && feed(type))) {
            link(LinkKind.ALTERNATE, reference, rel);
        }
        if (canonical == null && ofDocument && !reference.cut() && Words.has(rel, "canonical")) {
            canonical = reference.copy();
        }
    }

    private static boolean feed(EncodedText type) {
        return Words.sameStripped(type, "application/rss+xml") || Words.sameStripped(type, "application/atom+xml");
    }

    /** The first base with a reference counts (section 4.2.3). */
    void base(@Nullable EncodedText reference) {
        if (base == null && reference != null) {
            base = reference.copy();
        }
    }

    void meta(
            @Nullable EncodedText name,
            @Nullable EncodedText pragma,
            @Nullable EncodedText content,
            @Nullable EncodedText charset) {
        if (charset != null && declared == null) {
            declared = Encoding.forLabel(charset.decode(StandardCharsets.ISO_8859_1));
        }
        if (content == null || content.cut()) {
            return;
        }
        if (name != null) {
            if (Words.sameStripped(name, "robots") || Words.sameStripped(name, agentToken)) {
                if (robots.size() < MAX_DIRECTIVES) {
                    robots.add(content.copy());
                }
            } else if (description == null && Words.sameStripped(name, "description")) {
                description = content.copy();
            }
        }
        if (pragma == null) {
            return;
        }
        if (refresh == null && Words.same(pragma, "refresh")) {
            // Whether it is a refresh hangs on ASCII characters only, so any encoding will do.
            refresh = DeclarativeRefresh.target(content.decode(StandardCharsets.ISO_8859_1)) == null
                    ? null
                    : content.copy();
        } else if (metaLanguage == null && Words.same(pragma, "content-language")) {
            metaLanguage = word(content);
        }
    }

    void documentLanguage(@Nullable EncodedText language) {
        if (documentLanguage == null && language != null) {
            documentLanguage = word(language);
        }
    }

    /** Takes the text of a title element of the page (not of a drawing in it); the first one counts. */
    void title(EncodedText text) {
        if (title == null) {
            title = text.copy();
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

    /** Returns the encoding that a meta element named, wherever it stood, or null. */
    @Nullable
    Encoding declared() {
        return declared;
    }

    /**
     * Returns everything the elements said, resolved against the page's base.
     *
     * @param encoding what the page is in
     * @param charset what the bytes that were taken are in
     */
    ParsedPage end(Encoding encoding, Charset charset) {
        Url from = base == null ? null : document.resolve(text(base, charset));
        Url origin = from == null ? document : from;
        String refreshed = refresh == null ? null : DeclarativeRefresh.target(text(refresh, charset));
        Url refreshUrl = refreshed == null || refreshed.isEmpty() ? null : origin.resolve(refreshed);
        Set<String> directives = directives(charset);
        String language = documentLanguage == null
                ? null
                : text(documentLanguage, charset).strip();
        if (language == null && metaLanguage != null) {
            language = text(metaLanguage, charset).strip();
        }
        return new ParsedPage(
                encoding.name(),
                collapsed(title, charset),
                collapsed(description, charset),
                links(origin, charset),
                canonical == null ? null : origin.resolve(text(canonical, charset)),
                document.equals(refreshUrl) ? null : refreshUrl,
                language,
                List.copyOf(directives),
                directives.contains("nofollow") || directives.contains("none"),
                new Embedded(images, sources, scripts));
    }

    private List<Link> links(Url origin, Charset charset) {
        Map<Url, Link> links = LinkedHashMap.newLinkedHashMap(references.count());
        byte[] bytes = references.bytes();
        for (int i = 0; i < references.count(); i++) {
            Url target = target(origin, bytes, references.start(i), references.end(i), charset);
            if (target != null) {
                Link link = new Link(target, references.kind(i), references.nofollow(i));
                Link known = links.putIfAbsent(target, link);
                if (known != null && known.nofollow() && !link.nofollow()) {
                    // One link without the mark is enough to follow the target.
                    links.put(target, new Link(target, known.kind(), false));
                }
            }
        }
        return List.copyOf(links.values());
    }

    private static @Nullable Url target(Url origin, byte[] bytes, int from, int to, Charset charset) {
        if (EncodedText.plain(bytes, from, to)) {
            return origin.resolve(bytes, from, to);
        }
        String reference = EncodedText.decode(bytes, from, to, charset);
        return reference.length() > MAX_REFERENCE ? null : origin.resolve(reference);
    }

    private Set<String> directives(Charset charset) {
        Set<String> directives = new LinkedHashSet<>();
        for (byte[] content : robots) {
            for (String part : text(content, charset).split(",")) {
                String directive = part.strip();
                if (!directive.isEmpty() && directive.length() <= MAX_WORD && directives.size() < MAX_DIRECTIVES) {
                    directives.add(directive.toLowerCase(Locale.ROOT));
                }
            }
        }
        return directives;
    }

    /** Returns the value where it is one word or a few, not nothing and not a text. */
    private static byte @Nullable [] word(EncodedText value) {
        String ascii = value.decode(StandardCharsets.ISO_8859_1).strip();
        return ascii.isEmpty() || ascii.length() > MAX_WORD ? null : value.copy();
    }

    private static String text(byte[] bytes, Charset charset) {
        return EncodedText.decode(bytes, 0, bytes.length, charset);
    }

    private static @Nullable String collapsed(byte @Nullable [] written, Charset charset) {
        String text = written == null ? "" : collapse(text(written, charset));
        return text.isEmpty() ? null : text;
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
