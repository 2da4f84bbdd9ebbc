package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param charset WHATWG name of the encoding it was read in
 * @param description the content of {@code meta name=description}
 * @param links targets that a user could follow, each once, in document order
 * @param refresh the target of a meta refresh
 * @param language as declared
 * @param robots directives of meta robots for us, lower case
 * @param nofollow whether the page as a whole asks that its links are not followed
 * @param embedded how many elements load something that is no page
 */
public record ParsedPage(
        @Nullable String charset,
        @Nullable String title,
        @Nullable String description,
        List<Link> links,
        @Nullable Url canonical,
        @Nullable Url refresh,
        @Nullable String language,
        List<String> robots,
        boolean nofollow,
        Embedded embedded) {

    /**
     * A link.
     *
     * @param kind what leads there; of several elements, the first
     * @param nofollow whether every link of the page to that target is marked so
     */
    public record Link(Url target, LinkKind kind, boolean nofollow) {}

    /** The element a link stands in; of a {@code link} element, its relation. */
    public enum LinkKind {
        A,
        AREA,
        FRAME,
        IFRAME,
        NEXT,
        PREV,
        /** {@code rel=alternate} in another language or as a feed. */
        ALTERNATE
    }

    /** Numbers of {@code img}, {@code source} and {@code script} elements. */
    public record Embedded(int images, int sources, int scripts) {
        static final Embedded NONE = new Embedded(0, 0, 0);
    }

    public static final ParsedPage NOTHING =
            new ParsedPage(null, null, null, List.of(), null, null, null, List.of(), false, Embedded.NONE);
}
