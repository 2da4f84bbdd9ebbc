package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.UrlPatterns;
import io.orbweaver.url.Url;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of a crawl's seeds its scope has to know: every worker holds them, so of many seeds on one host one is enough, and
 * besides those that a pattern would leave out. Pure.
 */
final class ScopeSeeds {
    /** So many can be known. */
    static final int MAX = 100_000;

    private final Scope scope;
    private final UrlPatterns include;
    private final UrlPatterns exclude;
    private final Set<String> known = new HashSet<>();
    private final Set<String> domains = new HashSet<>();

    /** {@code seeds}: those that are known, in normal form. */
    ScopeSeeds(Scope scope, List<String> seeds) {
        this.scope = scope;
        this.include = UrlPatterns.compile(scope.include());
        this.exclude = UrlPatterns.compile(scope.exclude());
        for (String seed : seeds) {
            Url url = Url.parse(seed);
            if (url != null) {
                add(url);
            }
        }
    }

    /** Returns whether the scope has to know the seed, and does not yet. */
    boolean lacks(Url seed) {
        String key = key(seed);
        return !key.isEmpty() && !known.contains(key) && (known.size() < MAX || refuses(seed));
    }

    /** Returns whether no more can be known, and the seed is in no domain that is. */
    boolean refuses(Url seed) {
        return known.size() >= MAX && !(scope.mode() == Scope.Mode.DOMAIN && domains.contains(seed.domain()));
    }

    /** The seed is known from now on, if more can be. */
    void add(Url seed) {
        if (known.size() < MAX) {
            known.add(key(seed));
            domains.add(seed.domain());
        }
    }

    /** By host also for domains, so that the mode can be narrowed later. */
    private String key(Url seed) {
        String text = seed.toString();
        if (exclude.anyFoundIn(text) || !include.isEmpty() && !include.anyFoundIn(text)) {
            return text;
        }
        return switch (scope.mode()) {
            case ANY -> "";
            case HOST, DOMAIN -> seed.host();
            case PREFIX -> text.substring(0, text.lastIndexOf('/', end(text)) + 1);
        };
    }

    private static int end(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text.length() : query;
    }
}
