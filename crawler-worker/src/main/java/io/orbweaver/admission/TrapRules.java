package io.orbweaver.admission;

import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises URLs that only a spider trap makes: paths that repeat themselves because a relative link is resolved again
 * and again, paths and URLs without end, session ids added twice. Few rules on purpose, and loose: a page that is missed
 * is worse than a few requests too many, which the budgets of a crawl bound anyway. Calendars, facets and other endless
 * but well-formed spaces are left to those budgets. Pure.
 */
public final class TrapRules {
    /** Longer URLs are hardly written by anybody, and servers need not take them. */
    public static final int MAX_LENGTH = 2_000;
    /** The most segments a path may have. */
    public static final int MAX_SEGMENTS = 40;
    /** The most times one segment may stand in a path, wherever. */
    public static final int MAX_SAME_SEGMENT = 5;
    /** The most times a sequence of two or more segments may stand in a path one right after the other. */
    public static final int MAX_SAME_SEQUENCE = 3;

    private static final Set<String> SESSION_PARAMETERS = Set.of(
            "jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id", "sessid", "sid", "cfid", "cftoken");

    private TrapRules() {}

    /** Returns the name of the rule that calls a URL a trap, or null where none does. */
    public static @Nullable String match(Url url) {
        String pathAndQuery = url.pathAndQuery();
        if (pathAndQuery.length() + url.origin().length() > MAX_LENGTH) {
            return "url-too-long";
        }
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String trap = inPath(path);
        if (trap == null && sessionTwice(pathAndQuery)) {
            trap = "repeated-session";
        }
        return trap;
    }

    private static @Nullable String inPath(String path) {
        long slashes = path.chars().filter(letter -> letter == '/').count();
        if (slashes > MAX_SEGMENTS) {
            return "path-too-deep";
        }
        if (slashes <= MAX_SAME_SEGMENT) {
            return null;
        }
        List<String> segments = segments(path);
        Map<String, Integer> counts = new HashMap<>();
        for (String segment : segments) {
            if (counts.merge(segment, 1, Integer::sum) > MAX_SAME_SEGMENT) {
                return "repeated-segment";
            }
        }
        return sequenceRepeats(segments) ? "repeated-sequence" : null;
    }

    /** The segments of a path without what follows its last slash where that is empty. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 1;
        for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(path.substring(start, slash));
            start = slash + 1;
        }
        if (start < path.length()) {
            segments.add(path.substring(start));
        }
        return segments;
    }

    private static boolean sequenceRepeats(List<String> segments) {
        int size = segments.size();
        for (int period = 2; period * (MAX_SAME_SEQUENCE + 1) <= size; period++) {
            int equal = 0;
            for (int index = period; index < size; index++) {
                equal = segments.get(index).equals(segments.get(index - period)) ? equal + 1 : 0;
                if (equal == period * MAX_SAME_SEQUENCE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Parameters stand after ';' in a path as well as in a query. */
    private static boolean sessionTwice(String pathAndQuery) {
        Set<String> seen = new HashSet<>();
        int start = 0;
        while (start < pathAndQuery.length()) {
            int end = start;
            while (end < pathAndQuery.length() && "?&;/".indexOf(pathAndQuery.charAt(end)) < 0) {
                end++;
            }
            int equals = pathAndQuery.indexOf('=', start);
            if (equals > start && equals < end) {
                String name = pathAndQuery.substring(start, equals).toLowerCase(Locale.ROOT);
                if (SESSION_PARAMETERS.contains(name) && !seen.add(name)) {
                    return true;
                }
            }
            start = end + 1;
        }
        return false;
    }
}
