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
    private SpecOptions.Scope scope = new SpecOptions.Scope();

    @ArgGroup(exclusive = false, heading = "%nHow far it goes:%n", order = 2)
    private LimitOptions limits = new LimitOptions();

    @ArgGroup(exclusive = false, heading = "%nHow it asks:%n", order = 3)
    private RequestOptions requests = new RequestOptions();

    @ArgGroup(exclusive = false, heading = "%nWhat is kept and shown:%n", order = 4)
    private KeepOptions keep = new KeepOptions();

    private static final class LimitOptions extends SpecOptions.Limits {
        @Option(
                names = "--max-wait",
                paramLabel = "D",
                description = "A host that wants a longer wait fails its URLs (default: 2m).")
        private @Nullable String wait;

        @Override
        void addTo(Map<String, List<String>> given) {
            super.addTo(given);
            SpecOptions.one(given, "max-wait", wait);
        }
    }

    private static final class RequestOptions extends SpecOptions.Manners {
        @Option(names = "--user-agent", paramLabel = "TEXT", description = "Its first product is the robots token.")
        private @Nullable String userAgent;

        @Option(names = "--contact", paramLabel = "URL-or-mail", description = "Whom site owners can turn to.")
        private @Nullable String contact;

        @Option(names = "--allow-private-addresses", description = "Loopback, private and link-local ones too.")
        private boolean privateAddresses;

        @Option(names = "--insecure", description = "Do not verify certificates.")
        private boolean insecure;

        @Option(names = "--resolve-with", paramLabel = "HOST:PORT", description = "DNS server (default: the system's).")
        private @Nullable String resolver;

        @Option(names = "--config", paramLabel = "FILE", description = "Configuration file for all that is not given.")
        private @Nullable String config;

        @Override
        void addTo(Map<String, List<String>> given) {
            super.addTo(given);
            SpecOptions.one(given, "user-agent", userAgent);
            SpecOptions.one(given, "contact", contact);
            SpecOptions.flag(given, "allow-private-addresses", privateAddresses);
            SpecOptions.flag(given, "insecure", insecure);
            SpecOptions.one(given, "resolve-with", resolver);
            SpecOptions.one(given, GivenOptions.CONFIG, config == null ? null : absolute(config));
        }
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

        @Option(
                names = "--api-port",
                paramLabel = "N",
                description = "Serve the REST API on 127.0.0.1 meanwhile (default: 0, off).")
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
        SpecOptions.several(given, GivenOptions.SEEDS, seeds);
        scope.addTo(given);
        limits.addTo(given);
        requests.addTo(given);
        SpecOptions.one(given, "name", keep.name);
        SpecOptions.flag(given, GivenOptions.TEXT, keep.text);
        // Absolute, since the crawl may be resumed from elsewhere.
        SpecOptions.several(
                given,
                GivenOptions.OUTPUT,
                keep.outputs.stream().map(CrawlArguments::absolute).toList());
        return new GivenOptions(given);
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }
}
