package io.orbweaver.politeness;

import io.orbweaver.config.DomainPattern;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Window;
import io.orbweaver.crawl.CrawlSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says how polite to be to a host. Each setting comes from the first source that says something about it: the rules that
 * hold for the host, longest match first (for hosts below a domain {@code *.example.org} is longer than
 * {@code example.org}), then what the crawl asks for, then the default. Costs two look-ups per label of the host name.
 * Immutable, safe on any thread; a change of the configuration makes a new object.
 */
public final class PolitenessRules {
    private static final PolitenessRule SILENT = new PolitenessRule(null, null, null, null, null, null, null, null);

    private final PolitenessConfig.Defaults standard;
    private final Map<String, Rule> domains = new HashMap<>();
    private final Map<String, Rule> below = new HashMap<>();

    private record Rule(
            String source,
            PolitenessRule settings,
            @Nullable Window window) {}

    /** @throws IllegalArgumentException where a pattern or a window cannot be read */
    public PolitenessRules(PolitenessConfig config) {
        standard = config.standard();
        config.domains().forEach((text, settings) -> {
            DomainPattern pattern = DomainPattern.parse(text);
            if (!settings.equals(SILENT)) {
                Window window = settings.window() == null ? null : Window.parse(settings.window());
                (pattern.belowOnly() ? below : domains)
                        .put(pattern.domain(), new Rule("domain " + pattern, settings, window));
            }
        });
    }

    /** Returns what holds for requests to that host in a crawl that asks for those manners. */
    public Effective effectiveFor(String host, CrawlSpec.Manners crawl) {
        List<Rule> rules = rulesFor(host);
        return new Effective(
                first(rules, PolitenessRule::delay, crawl.delay(), standard.delay()),
                first(rules, PolitenessRule::connections, crawl.connections(), standard.connections()),
                first(rules, PolitenessRule::adaptive, null, standard.adaptive()),
                first(rules, PolitenessRule::robots, crawl.robots(), standard.robots()),
                first(rules, PolitenessRule::maxCrawlDelay, null, standard.maxCrawlDelay()),
                first(rules, PolitenessRule::pagesPerDay, null, 0L),
                window(rules),
                first(rules, PolitenessRule::blocked, null, false),
                source(rules, crawl));
    }

    /**
     * Returns where each setting in force comes from, by its name: {@code domain example.com},
     * {@code crawl} or {@code default}. What restricts only where a rule says so is left out where none does.
     */
    public Map<String, String> sourcesFor(String host, CrawlSpec.Manners crawl) {
        List<Rule> rules = rulesFor(host);
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("delay", source(rules, PolitenessRule::delay, crawl.delay()));
        sources.put("connections", source(rules, PolitenessRule::connections, crawl.connections()));
        sources.put("robots", source(rules, PolitenessRule::robots, crawl.robots()));
        sources.put("pagesPerDay", source(rules, PolitenessRule::pagesPerDay, null));
        sources.put("window", source(rules, PolitenessRule::window, null));
        sources.put("blocked", source(rules, PolitenessRule::blocked, null));
        List.of("pagesPerDay", "window", "blocked").forEach(setting -> sources.remove(setting, "default"));
        return sources;
    }

    private static String source(
            List<Rule> rules, Function<PolitenessRule, @Nullable Object> setting, @Nullable Object asked) {
        for (Rule rule : rules) {
            if (setting.apply(rule.settings()) != null) {
                return rule.source();
            }
        }
        return asked == null ? "default" : "crawl";
    }

    private static <T> T first(
            List<Rule> rules, Function<PolitenessRule, @Nullable T> setting, @Nullable T asked, T standard) {
        for (Rule rule : rules) {
            T said = setting.apply(rule.settings());
            if (said != null) {
                return said;
            }
        }
        return asked == null ? standard : asked;
    }

    private static @Nullable Window window(List<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.window() != null) {
                return rule.window();
            }
        }
        return null;
    }

    private static String source(List<Rule> rules, CrawlSpec.Manners crawl) {
        if (!rules.isEmpty()) {
            return rules.getFirst().source();
        }
        boolean silent = crawl.delay() == null && crawl.connections() == null && crawl.robots() == null;
        return silent ? "default" : "crawl";
    }

    /** The rules that hold for a host, strongest first. */
    private List<Rule> rulesFor(String host) {
        if (domains.isEmpty() && below.isEmpty()) {
            return List.of();
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        List<Rule> found = new ArrayList<>(2);
        add(found, domains.get(name));
        if (!DomainPattern.address(name)) {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                String parent = name.substring(dot + 1);
                add(found, below.get(parent));
                add(found, domains.get(parent));
            }
        }
        return found;
    }

    private static void add(List<Rule> found, @Nullable Rule rule) {
        if (rule != null) {
            found.add(rule);
        }
    }
}
