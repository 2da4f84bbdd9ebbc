package io.orbweaver.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be written behind {@code orbweaver crawl}, as text: not yet checked. Filled in by the parser, once. */
final class CrawlArguments {
    static final String DEFAULT_DATA = "./orbweaver-data";

    @Parameters(paramLabel = "URL", arity = "0..*", description = "Where to begin. Always in scope.")
    private List<String> seeds = List.of();

    @ArgGroup(exclusive = false, heading = "%nWhat belongs to the crawl:%n", order = 1)
    private ScopeOptions scope = new ScopeOptions();

    @ArgGroup(exclusive = false, heading = "%nHow far it goes:%n", order = 2)
    private LimitOptions limits = new LimitOptions();

    @ArgGroup(exclusive = false, heading = "%nHow it asks:%n", order = 3)
    private RequestOptions requests = new RequestOptions();

    @ArgGroup(exclusive = false, heading = "%nWhat is kept and shown:%n", order = 4)
    private KeepOptions keep = new KeepOptions();

    private static final class ScopeOptions {
        @Option(names = "--scope", paramLabel = "MODE", description = "host, domain, prefix or any (default: domain)")
        private @Nullable String mode;

        @Option(names = "--include", paramLabel = "REGEX", description = "Only URLs in which it is found (RE2).")
        private List<String> include = List.of();

        @Option(names = "--exclude", paramLabel = "REGEX", description = "No URLs in which it is found; wins.")
        private List<String> exclude = List.of();

        @Option(names = "--no-sitemaps", description = "Do not read the sitemaps of hosts.")
        private boolean noSitemaps;
    }

    private static final class LimitOptions {
        @Option(names = "--max-pages", paramLabel = "N", description = "Pages; 0: no limit (default: 1000).")
        private @Nullable String pages;

        @Option(
                names = "--max-depth",
                paramLabel = "N",
                description = "Links away from a seed; 0: no limit (default: 5).")
        private @Nullable String depth;

        @Option(names = "--max-pages-per-host", paramLabel = "N", description = "Pages of one host.")
        private @Nullable String pagesPerHost;

        @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Bytes received.")
        private @Nullable String bytes;

        @Option(names = "--max-duration", paramLabel = "D", description = "Running time of all runs together.")
        private @Nullable String duration;

        @Option(
                names = "--max-wait",
                paramLabel = "D",
                description = "A host that wants a longer wait fails its URLs (default: 2m).")
        private @Nullable String wait;
    }

    private static final class RequestOptions {
        @Option(names = "--delay", paramLabel = "D", description = "Between two requests to a host (default: 1s).")
        private @Nullable String delay;

        @Option(names = "--connections-per-host", paramLabel = "N", description = "At a time (default: 1).")
        private @Nullable String connections;

        @Option(names = "--user-agent", paramLabel = "TEXT", description = "Its first product is the robots token.")
        private @Nullable String userAgent;

        @Option(names = "--contact", paramLabel = "URL-or-mail", description = "Whom site owners can turn to.")
        private @Nullable String contact;

        @Option(names = "--header", paramLabel = "'K: V'", description = "Sent with every request; repeatable.")
        private List<String> headers = List.of();

        @Option(names = "--no-robots", description = "Ignore robots.txt. Only for sites that are yours.")
        private boolean noRobots;

        @Option(names = "--allow-private-addresses", description = "Loopback, private and link-local ones too.")
        private boolean privateAddresses;

        @Option(names = "--insecure", description = "Do not verify certificates.")
        private boolean insecure;

        @Option(names = "--resolve-with", paramLabel = "HOST:PORT", description = "DNS server (default: the system's).")
        private @Nullable String resolver;

        @Option(names = "--config", paramLabel = "FILE", description = "Configuration file for all that is not given.")
        private @Nullable String config;
    }

    private static final class KeepOptions {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the crawl is kept (default: ./orbweaver-data).")
        private String data = DEFAULT_DATA;

        @Option(names = "--resume", description = "Go on with the crawl in DIR. Limits given now replace its limits.")
        private boolean resume;

        @Option(names = "--name", paramLabel = "TEXT", description = "Shown instead of the first URL.")
        private @Nullable String name;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Pages as .warc.gz, .jsonl, .csv or .txt (URLs), or .cdxj, an index of the .warc.gz;"
                        + " repeatable. Written when the crawl ends; FILE.part if it was interrupted.")
        private List<String> outputs = List.of();

        @Option(names = "--text", description = "The text of each page in .jsonl, too.")
        private boolean text;

        @Option(names = "--api-port", paramLabel = "N", hidden = true, description = "Serve the REST API.")
        private String apiPort = "0";

        @Option(names = "--quiet", description = "Show neither progress nor summary.")
        private boolean quiet;

        @Option(names = "--json", description = "Print the crawl as one JSON object at the end.")
        private boolean json;
    }

    /** Returns whether the crawl in the data directory is to go on. */
    boolean resume() {
        return keep.resume;
    }

    Path data() {
        return Path.of(absolute(keep.data));
    }

    String apiPort() {
        return keep.apiPort;
    }

    boolean quiet() {
        return keep.quiet;
    }

    boolean json() {
        return keep.json;
    }

    /** Returns what concerns the crawl itself, and not only this run of it. */
    GivenOptions given() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        several(given, GivenOptions.SEEDS, seeds);
        one(given, "scope", scope.mode);
        several(given, "include", scope.include);
        several(given, "exclude", scope.exclude);
        flag(given, "no-sitemaps", scope.noSitemaps);
        one(given, "max-pages", limits.pages);
        one(given, "max-depth", limits.depth);
        one(given, "max-pages-per-host", limits.pagesPerHost);
        one(given, "max-bytes", limits.bytes);
        one(given, "max-duration", limits.duration);
        one(given, "max-wait", limits.wait);
        one(given, "delay", requests.delay);
        one(given, "connections-per-host", requests.connections);
        one(given, "user-agent", requests.userAgent);
        one(given, "contact", requests.contact);
        several(given, "header", requests.headers);
        flag(given, "no-robots", requests.noRobots);
        flag(given, "allow-private-addresses", requests.privateAddresses);
        flag(given, "insecure", requests.insecure);
        one(given, "resolve-with", requests.resolver);
        one(given, GivenOptions.CONFIG, requests.config == null ? null : absolute(requests.config));
        one(given, "name", keep.name);
        flag(given, GivenOptions.TEXT, keep.text);
        // Absolute, since the crawl may be resumed from elsewhere.
        several(
                given,
                GivenOptions.OUTPUT,
                keep.outputs.stream().map(CrawlArguments::absolute).toList());
        return new GivenOptions(given);
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }

    private static void one(Map<String, List<String>> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, List.of(value));
        }
    }

    private static void several(Map<String, List<String>> given, String name, List<String> values) {
        if (!values.isEmpty()) {
            given.put(name, values);
        }
    }

    private static void flag(Map<String, List<String>> given, String name, boolean set) {
        if (set) {
            given.put(name, List.of("true"));
        }
    }
}
