package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param charset WHATWG name of the encoding it was read in
 * @param links targets that a user could follow, each once, in document order
 * @param refresh the target of a refresh that is a redirect; those that wait longer are links
 * @param language as declared
 * @param robots directives for us, lower case
 * @param nofollow whether the page as a whole asks that its links are not followed
 */
public record ParsedPage(
        @Nullable String charset,
        @Nullable String title,
        List<Link> links,
        @Nullable Url canonical,
        @Nullable Url refresh,
        @Nullable String language,
        List<String> robots,
        boolean nofollow) {

    /** {@code nofollow}: the link itself is marked so. */
    public record Link(Url target, boolean nofollow) {}

    public static final ParsedPage NOTHING = new ParsedPage(null, null, List.of(), null, null, null, List.of(), false);
}
