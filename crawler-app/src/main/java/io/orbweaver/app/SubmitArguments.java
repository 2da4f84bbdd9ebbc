package io.orbweaver.app;

import io.orbweaver.crawl.CrawlSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What can be written behind {@code orbweaver submit}: the options of {@code crawl} that a crawl has wherever it runs.
 * Filled in by the parser, once.
 */
public final class SubmitArguments {
    @Parameters(paramLabel = "URL", arity = "0..*", description = "Where to begin. Always in scope.")
    private List<String> seeds = List.of();

    @ArgGroup(exclusive = false, heading = "%nWhat belongs to the crawl:%n", order = 1)
    private SpecOptions.Scope scope = new SpecOptions.Scope();

    @ArgGroup(exclusive = false, heading = "%nHow far it goes:%n", order = 2)
    private SpecOptions.Limits limits = new SpecOptions.Limits();

    @ArgGroup(exclusive = false, heading = "%nHow it asks:%n", order = 3)
    private SpecOptions.Manners manners = new SpecOptions.Manners();

    @Option(names = "--name", paramLabel = "TEXT", description = "Shown instead of the first URL.")
    private @Nullable String name;

    @ArgGroup(exclusive = false)
    private ElsewhereOptions elsewhere = new ElsewhereOptions();

    /** Returns what is asked for, or throws with everything that is wrong with it. */
    public CrawlSpec spec() throws UsageException {
        Map<String, List<String>> given = new LinkedHashMap<>();
        SpecOptions.several(given, GivenOptions.SEEDS, seeds);
        scope.addTo(given);
        limits.addTo(given);
        manners.addTo(given);
        SpecOptions.one(given, "name", name);
        List<String> problems = new ArrayList<>();
        if (seeds.isEmpty()) {
            problems.add("No URL to begin with: give at least one, like orbweaver submit https://example.com/.");
        }
        problems.addAll(elsewhere.problems());
        CrawlSpec spec = null;
        try {
            spec = OptionReader.read(new GivenOptions(given), NodeSettings.defaults(), Path.of(""), false)
                    .spec();
        } catch (UsageException e) {
            problems.addAll(e.problems());
        }
        if (spec == null || !problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return spec;
    }

    /** Options of {@code crawl} that a cluster's nodes decide, or that have another command there. */
    private static final class ElsewhereOptions {
        @Option(names = "--max-wait", hidden = true)
        private @Nullable String maxWait;

        @Option(names = "--user-agent", hidden = true)
        private @Nullable String userAgent;

        @Option(names = "--contact", hidden = true)
        private @Nullable String contact;

        @Option(names = "--allow-private-addresses", hidden = true)
        private boolean privateAddresses;

        @Option(names = "--insecure", hidden = true)
        private boolean insecure;

        @Option(names = "--resolve-with", hidden = true)
        private @Nullable String resolver;

        @Option(names = "--config", hidden = true)
        private @Nullable String config;

        @Option(names = "--data", hidden = true)
        private @Nullable String data;

        @Option(names = "--resume", hidden = true)
        private boolean resume;

        @Option(
                names = {"-o", "--output"},
                hidden = true)
        private List<String> outputs = List.of();

        @Option(names = "--text", hidden = true)
        private boolean text;

        List<String> problems() {
            List<String> problems = new ArrayList<>();
            node(problems, "--max-wait", maxWait != null, "fetch.max-wait");
            node(problems, "--user-agent", userAgent != null, "fetch.user-agent");
            node(problems, "--contact", contact != null, "fetch.contact");
            node(problems, "--allow-private-addresses", privateAddresses, "fetch.allow-private-addresses");
            node(problems, "--insecure", insecure, "fetch.tls.verify");
            node(problems, "--resolve-with", resolver != null, "fetch.dns.servers");
            node(problems, "--data", data != null, "node.data");
            add(problems, config != null, "--config is for crawls in one process and for nodes: leave it out.");
            add(problems, resume, "--resume is for crawls in one process: use orbweaver resume ID.");
            add(problems, !outputs.isEmpty(), "-o is for crawls in one process: use orbweaver export ID -o FILE.");
            add(problems, text, "--text is for crawls in one process: leave it out.");
            return problems;
        }

        private static void node(List<String> problems, String option, boolean given, String key) {
            add(
                    problems,
                    given,
                    option + " is for crawls in one process; on a cluster the nodes' configuration decides: leave it"
                            + " out, or set " + key + " there.");
        }

        private static void add(List<String> problems, boolean given, String problem) {
            if (given) {
                problems.add(problem);
            }
        }
    }
}
