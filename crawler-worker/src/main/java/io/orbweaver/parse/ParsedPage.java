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
 * @param refresh the target of a refresh that is a redirect; those that wait longer are links
 * @param language as declared
 * @param robots directives for us, lower case
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

    /** What is no HTML has no description and embeds nothing. */
    ParsedPage(
            @Nullable String charset,
            @Nullable String title,
            List<Link> links,
            @Nullable Url canonical,
            @Nullable Url refresh,
            @Nullable String language,
            List<String> robots,
            boolean nofollow) {
        this(charset, title, null, links, canonical, refresh, language, robots, nofollow, Embedded.NONE);
    }

    /** Numbers of {@code img}, {@code source} and {@code script} elements. */
    public record Embedded(int images, int sources, int scripts) {
        static final Embedded NONE = new Embedded(0, 0, 0);
    }

    /** {@code nofollow}: the link itself is marked so. */
    public record Link(Url target, boolean nofollow) {}

    public static final ParsedPage NOTHING = new ParsedPage(null, null, List.of(), null, null, null, List.of(), false);
}
