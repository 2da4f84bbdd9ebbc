package io.orbweaver.app;

import io.orbweaver.config.Durations;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.Sizes;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.UserText;
import io.orbweaver.export.OutputFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a crawl's options of the text that was given, and finds everything that is wrong with it before anything is
 * touched. One object for one reading.
 */
final class OptionReader {
    private final GivenOptions given;
    private final NodeSettings settings;
    private final List<String> problems = new ArrayList<>();

    private OptionReader(GivenOptions given, NodeSettings settings) {
        this.given = given;
        this.settings = settings;
    }

    /** Throws with all problems at once, each a sentence that names the option and says what to do. */
    static CrawlOptions read(GivenOptions given, NodeSettings settings, Path data, boolean resume)
            throws UsageException {
        OptionReader reader = new OptionReader(given, settings);
        CrawlSpec spec = reader.spec();
        FetchConfig fetch = reader.fetch();
        List<Path> outputs = Outputs.read(given.all(GivenOptions.OUTPUT), reader.problems);
        boolean text = given.flag(GivenOptions.TEXT);
        if (text && !Outputs.any(given.all(GivenOptions.OUTPUT), OutputFormat.JSONL)) {
            reader.report("--text needs a .jsonl to go into: add -o with a file that ends in .jsonl.");
        }
        if (!reader.problems.isEmpty()) {
            throw new UsageException(reader.problems);
        }
        return new CrawlOptions(spec, fetch, settings.politeness(), data, outputs, text, resume, given, Set.of(), null);
    }

    private CrawlSpec spec() {
        CrawlSpec standard = CrawlSpec.defaults(List.of());
        List<String> seeds = given.all(GivenOptions.SEEDS);
        seeds.forEach(seed -> report(UserText.urlProblem(seed)));
        List<String> include = given.all("include");
        List<String> exclude = given.all("exclude");
        include.forEach(pattern -> report(Values.patternProblem("--include", pattern)));
        exclude.forEach(pattern -> report(Values.patternProblem("--exclude", pattern)));
        CrawlSpec.Limits limits = standard.limits();
        return new CrawlSpec(
                value("name", text -> text, standard.name()),
                seeds,
                new Scope(value("scope", OptionReader::mode, standard.scope().mode()), include, exclude),
                new CrawlSpec.Limits(
                        value("max-pages", Values::number, limits.maxPages()),
                        value("max-depth", Values::smallNumber, limits.maxDepth()),
                        value("max-pages-per-host", Values::number, limits.maxPagesPerHost()),
                        value("max-bytes", Sizes::parse, limits.maxBytes()),
                        value("max-duration", Durations::parse, limits.maxDuration())),
                new CrawlSpec.Manners(
                        given.flag("delay") ? value("delay", Durations::parse, Duration.ZERO) : null,
                        given.flag("connections-per-host") ? connections() : null,
                        given.flag("no-robots") ? Boolean.FALSE : null),
                new CrawlSpec.Follow(!given.flag("no-sitemaps"), false, true),
                headers());
    }

    private FetchConfig fetch() {
        FetchConfig base = settings.fetch();
        FetchConfig.Dns dns = base.dns();
        String resolver = given.one("resolve-with");
        if (resolver != null) {
            report(Values.addressProblem("--resolve-with", resolver));
            dns = new FetchConfig.Dns(List.of(resolver), dns.cacheTtl(), dns.negativeTtl(), dns.timeout());
        }
        return new FetchConfig(
                value("user-agent", Values::fieldValue, base.userAgent()),
                value("contact", text -> FetchConfig.checkedContact(Values.fieldValue(text)), base.contact()),
                base.connections(),
                given.flag("connections-per-host") ? connections() : base.connectionsPerHost(),
                base.connectionsPerAddress(),
                base.connectTimeout(),
                base.idleTimeout(),
                base.totalTimeout(),
                base.keepAlive(),
                dns,
                base.maxBody(),
                base.maxHeaders(),
                base.maxRedirects(),
                value("max-wait", Durations::parse, maxWait(base)),
                base.retries(),
                base.http2(),
                base.verifyTls() && !given.flag("insecure"),
                base.allowPrivateAddresses() || given.flag("allow-private-addresses"),
                base.proxies(),
                base.socket());
    }

    /** A crawl that somebody waits for gives up on a host sooner than a cluster does, unless a file says otherwise. */
    private Duration maxWait(FetchConfig base) {
        return settings.statesMaxWait() ? base.maxWait() : Duration.ofMinutes(2);
    }

    private int connections() {
        return value("connections-per-host", Values::positiveNumber, 1);
    }

    private static Scope.Mode mode(String text) {
        for (Scope.Mode mode : Scope.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("write host, domain, prefix or any");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : given.all("header")) {
            String problem = Values.headerProblem(header);
            report(problem);
            if (problem == null) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private <T> T value(String name, Function<String, T> parse, T otherwise) {
        String text = given.one(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String quoted = "'" + text.replaceAll("\\p{Cntrl}", "?") + "'";
            String problem =
                    "--" + name + (message.startsWith(quoted) ? " " : " cannot be " + quoted + ": ") + message + ".";
            // One option can be asked for twice, for the crawl and for its connections.
            if (!problems.contains(problem)) {
                report(problem);
            }
            return otherwise;
        }
    }

    private void report(@Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }
}
