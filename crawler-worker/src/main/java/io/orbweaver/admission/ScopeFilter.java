package io.orbweaver.admission;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.UrlPatterns;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs belong to a crawl: those that its mode allows, that one include finds (none means all) and that no exclude
 * finds. Seeds always do. Scheme does not matter and port only to {@code PREFIX}. Without patterns a URL costs one
 * look-up. Immutable, safe on any thread; compiled once per crawl.
 */
public final class ScopeFilter {
    private final CrawlSpec.Scope.Mode mode;
    private final UrlPatterns include;
    private final UrlPatterns exclude;
    /** What the seeds allow: hosts, registrable domains, or for {@code PREFIX} authorities with their paths. */
    private final Map<String, List<String>> allowed;
    /** Only kept where patterns could exclude a seed: without them a seed is allowed by itself. */
    private final Set<Url> seeds;

    /** @throws IllegalArgumentException where a pattern cannot be read, see {@link #problem} */
    public ScopeFilter(CrawlSpec.Scope scope, List<Url> seeds) {
        this(
                scope.mode(),
                UrlPatterns.compile(scope.include()),
                UrlPatterns.compile(scope.exclude()),
                new HashMap<>(),
                new HashSet<>());
        seeds.forEach(this::add);
    }

    private ScopeFilter(
            CrawlSpec.Scope.Mode mode,
            UrlPatterns include,
            UrlPatterns exclude,
            Map<String, List<String>> allowed,
            Set<Url> seeds) {
        this.mode = mode;
        this.include = include;
        this.exclude = exclude;
        this.allowed = allowed;
        this.seeds = seeds;
    }

    /** Returns what is wrong with a pattern, as a sentence for the user, or null where nothing is. */
    public static @Nullable String problem(String regex) {
        return UrlPatterns.problem(regex);
    }

    /** Returns whether a URL belongs to the crawl. */
    public boolean includes(Url url) {
        if (!modeAllows(url)) {
            return false;
        }
        if (!patterned()) {
            return true;
        }
        String text = url.toString();
        boolean fits = (include.isEmpty() || include.anyFoundIn(text)) && !exclude.anyFoundIn(text);
        return fits || seeds.contains(url);
    }

    /**
     * What the filter says about one URL.
     *
     * @param rule which of its rules decided, for people: {@code scope domain example.com}, {@code exclude /print/}
     */
    public record Verdict(boolean included, String rule) {}

    /** Returns what {@link #includes} returns, with the rule that decided; for where that is asked rarely. */
    public Verdict explain(Url url) {
        String scope = "scope " + mode.name().toLowerCase(Locale.ROOT);
        if (!modeAllows(url)) {
            boolean directories = mode == CrawlSpec.Scope.Mode.PREFIX;
            return new Verdict(false, scope + (directories ? ": below no seed" : ": no seed is on " + key(url)));
        }
        String text = url.toString();
        if (seeds.contains(url)) {
            return new Verdict(true, "a seed");
        }
        String excluding = exclude.firstFoundIn(text);
        if (excluding != null) {
            return new Verdict(false, "exclude " + excluding);
        }
        String including = include.firstFoundIn(text);
        if (including != null) {
            return new Verdict(true, "include " + including);
        }
        return include.isEmpty()
                ? new Verdict(true, (scope + " " + key(url)).strip())
                : new Verdict(false, "include: no pattern is found in it");
    }

    /** As {@link #withSeeds} for one seed. */
    public ScopeFilter withSeed(Url seed) {
        return withSeeds(List.of(seed));
    }

    /**
     * Returns the filter that takes more seeds, or redirect targets of seeds, into account: this one where they change
     * nothing. Otherwise it copies all that the filter knows, so many seeds are better added in one call.
     */
    public ScopeFilter withSeeds(Collection<Url> more) {
        if (more.stream().allMatch(this::known)) {
            return this;
        }
        ScopeFilter wider = new ScopeFilter(mode, include, exclude, new HashMap<>(allowed), new HashSet<>(seeds));
        more.forEach(wider::add);
        return wider;
    }

    private boolean patterned() {
        return !include.isEmpty() || !exclude.isEmpty();
    }

    private boolean known(Url seed) {
        return modeAllows(seed) && (!patterned() || seeds.contains(seed));
    }

    /** Only called before the filter is handed out. */
    private void add(Url seed) {
        if (!modeAllows(seed)) {
            allowed.merge(key(seed), prefixes(seed), ScopeFilter::joined);
        }
        if (patterned()) {
            seeds.add(seed);
        }
    }

    private boolean modeAllows(Url url) {
        if (mode == CrawlSpec.Scope.Mode.ANY) {
            return true;
        }
        List<String> prefixes = allowed.get(key(url));
        if (prefixes == null || mode != CrawlSpec.Scope.Mode.PREFIX) {
            return prefixes != null;
        }
        for (String prefix : prefixes) {
            if (url.pathAndQuery().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private String key(Url url) {
        return switch (mode) {
            case HOST -> url.host();
            case DOMAIN -> url.domain();
            case PREFIX -> url.authority();
            case ANY -> "";
        };
    }

    private List<String> prefixes(Url seed) {
        if (mode != CrawlSpec.Scope.Mode.PREFIX) {
            return List.of();
        }
        String path = seed.pathAndQuery();
        int query = path.indexOf('?');
        return List.of(path.substring(0, path.lastIndexOf('/', query < 0 ? path.length() : query) + 1));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
