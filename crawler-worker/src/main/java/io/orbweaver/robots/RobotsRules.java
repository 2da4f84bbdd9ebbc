package io.orbweaver.robots;

import io.orbweaver.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one robots.txt says to one robot: RFC 9309 section 2.2. Immutable; safe for any thread.
 *
 * <p>The longest matching rule decides, an Allow before a Disallow of the same length; without one, everything is
 * allowed, and so is /robots.txt itself. A decision costs a binary search over the rules without wildcards, and a walk
 * over those with; it looks at no more than {@link #MAX_EFFORT} characters, and where that is not enough, which only a
 * hostile file brings about, the URL is not allowed.
 */
public final class RobotsRules {

    /** No rule at all. */
    public static final RobotsRules ALLOW_ALL = new RobotsRules(List.of(), null, List.of());

    /** Characters that one decision may look at in rules with wildcards: about five milliseconds. */
    static final long MAX_EFFORT = 1_000_000;

    /** Bytes that a rule takes beside its characters, for {@link #bytes}. */
    private static final int OVERHEAD = 96;

    /** One Allow or Disallow line, its path in the form in which it is compared. */
    public record Rule(boolean allow, String path) {
        /** Returns the rule as a line of robots.txt. */
        public String line() {
            return (allow ? "Allow: " : "Disallow: ") + path;
        }
    }

    /** What decides where matching would have cost too much. */
    private static final Rule TOO_COSTLY = new Rule(false, "/");

    private static final Comparator<Rule> DECIDING_FIRST = Comparator.comparingInt(
                    (Rule rule) -> rule.path().length())
            .reversed()
            .thenComparing(rule -> !rule.allow());

    /** Rules without wildcards by path, each path once. */
    private final Rule[] plain;
    /** For each plain rule the longest other one that its path begins with, -1 where there is none. */
    private final int[] shorter;
    /** Rules with wildcards, those that decide first in front. */
    private final Rule[] wild;

    private final @Nullable Duration crawlDelay;
    private final List<String> sitemaps;
    private final long bytes;

    /** @param rules their paths as {@link PathPattern#ofRule} gives them, none empty */
    RobotsRules(List<Rule> rules, @Nullable Duration crawlDelay, List<String> sitemaps) {
        List<Rule> sorted = new ArrayList<>(rules);
        sorted.sort(Comparator.comparing(Rule::path).thenComparing(rule -> !rule.allow()));
        List<Rule> literal = new ArrayList<>();
        List<Rule> special = new ArrayList<>();
        for (Rule rule : sorted) {
            List<Rule> into = PathPattern.special(rule.path()) ? special : literal;
            if (into.isEmpty() || !into.getLast().path().equals(rule.path())) {
                into.add(rule);
            }
        }
        special.sort(DECIDING_FIRST);
        this.plain = literal.toArray(Rule[]::new);
        this.shorter = shorter(plain);
        this.wild = special.toArray(Rule[]::new);
        this.crawlDelay = crawlDelay;
        this.sitemaps = List.copyOf(sitemaps);
        long sum = OVERHEAD;
        for (Rule rule : sorted) {
            sum += OVERHEAD + rule.path().length();
        }
        for (String sitemap : sitemaps) {
            sum += OVERHEAD + sitemap.length();
        }
        this.bytes = sum;
    }

    /** Whether the URL, which must be of the origin this file is for, may be fetched. */
    public boolean allows(Url url) {
        Rule rule = deciding(url);
        return rule == null || rule.allow();
    }

    /** Returns the rule that decides about a URL, or null where none matches and it is allowed. */
    public @Nullable Rule deciding(Url url) {
        String path = PathPattern.ofUrl(url.pathAndQuery());
        if (path.equals("/robots.txt")) {
            return null;
        }
        Rule best = longestPlain(path);
        PathPattern.Effort effort = new PathPattern.Effort(MAX_EFFORT);
        for (Rule rule : wild) {
            if (best != null && DECIDING_FIRST.compare(rule, best) > 0) {
                break;
            }
            boolean matches = PathPattern.matches(rule.path(), path, effort);
            if (effort.spent()) {
                return TOO_COSTLY;
            }
            if (matches) {
                return rule;
            }
        }
        return best;
    }

    /** Returns the Crawl-delay of the group that holds for us, as written; null where it gives none. */
    public @Nullable Duration crawlDelay() {
        return crawlDelay;
    }

    /** Returns the http and https URLs of the sitemaps that the file names, as written, in its order. */
    public List<String> sitemaps() {
        return sitemaps;
    }

    /** Returns about how much memory this takes, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** The greatest path not above the wanted one begins with every rule that the wanted one begins with. */
    private @Nullable Rule longestPlain(String path) {
        int low = 0;
        int high = plain.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (plain[middle].path().compareTo(path) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int at = low - 1;
        while (at >= 0 && !path.startsWith(plain[at].path())) {
            at = shorter[at];
        }
        return at < 0 ? null : plain[at];
    }

    private static int[] shorter(Rule[] plain) {
        int[] shorter = new int[plain.length];
        for (int i = 0; i < plain.length; i++) {
            int at = i - 1;
            while (at >= 0 && !plain[i].path().startsWith(plain[at].path())) {
                at = shorter[at];
            }
            shorter[i] = at;
        }
        return shorter;
    }
}
