package io.orbweaver.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directives for us in meta elements and in {@code X-Robots-Tag} fields. No standard has them; search engines
 * document the same: a field may name the robot it speaks to, those without a name speak to all, everything that applies
 * adds up, and where two contradict each other the stricter holds. So nothing takes back a {@code nofollow}.
 *
 * <p>Not thread-safe; one per page. Of each text the first {@value #MAX_TEXT} characters are read.
 */
final class RobotsDirectives {

    /** Distinct directives that are kept. */
    static final int MAX_DIRECTIVES = 50;

    /** Characters of a directive; longer ones are dropped. */
    static final int MAX_DIRECTIVE = 100;

    static final int MAX_TEXT = 8_192;
    private static final String DATED = "unavailable_after";

    private final String agentToken;
    private final Set<String> directives = new LinkedHashSet<>();

    /** @param agentToken the name that speaks to us alone */
    RobotsDirectives(String agentToken) {
        this.agentToken = agentToken;
    }

    /** Takes the content of a meta element if its name speaks to us. */
    void meta(@Nullable String name, String content) {
        if (name != null
                && (name.strip().equalsIgnoreCase("robots") || name.strip().equalsIgnoreCase(agentToken))) {
            read(content, false);
        }
    }

    /** Takes the value of one field. A robot's name holds for what follows it, until the next name or the field's end. */
    void field(String value) {
        read(value, true);
    }

    /** Returns the directives in lower case, in the order they came, each once. */
    List<String> list() {
        return List.copyOf(directives);
    }

    /** Returns whether directives ask that no link of the page is followed. */
    static boolean nofollow(Collection<String> directives) {
        return directives.contains("nofollow") || directives.contains("none");
    }

    private void read(String text, boolean named) {
        boolean ours = true;
        for (String part : parts(text)) {
            String directive = part;
            String name = named ? name(part) : null;
            if (name != null) {
                ours = name.equalsIgnoreCase(agentToken);
                directive = part.substring(part.indexOf(':') + 1).strip();
            }
            if (ours
                    && !directive.isEmpty()
                    && directive.length() <= MAX_DIRECTIVE
                    && directives.size() < MAX_DIRECTIVES) {
                directives.add(directive.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** What stands between commas; but those within a date do not count, after which it goes on with a digit. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int end = Math.min(text.length(), MAX_TEXT);
        boolean dated = false;
        for (int at = 0; at < end; ) {
            int comma = text.indexOf(',', at);
            int stop = comma < 0 || comma > end ? end : comma;
            String part = text.substring(at, stop).strip();
            at = stop + 1;
            if (part.isEmpty()) {
                continue;
            }
            if (dated && part.charAt(0) >= '0' && part.charAt(0) <= '9') {
                parts.add(parts.removeLast() + ", " + part);
            } else {
                dated = part.toLowerCase(Locale.ROOT).contains(DATED);
                parts.add(part);
            }
        }
        return parts;
    }

    /** Returns the robot that a part names before a colon; null where there is none or the name is a directive's. */
    private static @Nullable String name(String part) {
        int colon = part.indexOf(':');
        if (colon <= 0) {
            return null;
        }
        String name = part.substring(0, colon).strip();
        boolean directive =
                name.equalsIgnoreCase(DATED) || name.regionMatches(true, 0, "max-", 0, 4) || name.indexOf(' ') >= 0;
        return directive ? null : name;
    }
}
