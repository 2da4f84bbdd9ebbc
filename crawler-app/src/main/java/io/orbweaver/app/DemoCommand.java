package io.orbweaver.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orbweaver demo}: crawls a synthetic web on loopback; nothing leaves the machine. */
@Command(
        name = "demo",
        description = "Starts a synthetic web on this machine and crawls it. Nothing leaves the machine.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final String DEFAULT_PORT = "8080";

    private final Surroundings surroundings;

    @Option(names = "--pages", paramLabel = "N", description = "Pages to crawl (default: ${DEFAULT-VALUE}).")
    private int pages = 1000;

    @Option(names = "--hosts", paramLabel = "N", description = "Hosts of the web (default: ${DEFAULT-VALUE}).")
    private int hosts = 20;

    @Option(
            names = "--api-port",
            paramLabel = "N",
            description = "Serve the REST API on 127.0.0.1 meanwhile (default: 8080; 0: off).")
    private @Nullable String apiPort;

    @Option(names = "--keep", description = "Keep the data directory.")
    private boolean keep;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (pages < 1 || hosts < 1) {
            return surroundings.refuse(new UsageException("--pages and --hosts are whole numbers from 1 up."));
        }
        List<String> problems = new ArrayList<>();
        ApiOptions api = ApiOptions.read(
                apiPort == null ? DEFAULT_PORT : apiPort,
                surroundings.environment().getOrDefault("ORBWEAVER_TOKEN", ""),
                apiPort != null,
                problems);
        if (!problems.isEmpty()) {
            return surroundings.refuse(new UsageException(problems));
        }
        Path data = Files.createTempDirectory("orbweaver-demo-");
        try (DemoWeb web = surroundings.demo().start(hosts, Math.ceilDiv(pages, hosts), DemoWeb.Place.LOOPBACK)) {
            CrawlOptions options = OptionReader.read(given(web), NodeSettings.defaults(), data, false)
                    .serving(api);
            return new CrawlRun(surroundings, options, false, false, null, keep).run();
        } catch (UsageException e) {
            return surroundings.refuse(e);
        } finally {
            if (!keep) {
                delete(data);
            }
        }
    }

    private GivenOptions given(DemoWeb web) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        given.put(GivenOptions.SEEDS, List.of(web.frontPage()));
        given.put("name", List.of("demo"));
        given.put("scope", List.of("any"));
        given.put("max-pages", List.of(Integer.toString(pages)));
        given.put("max-depth", List.of("0"));
        // Short, so that a demo is over soon; not zero, so that politeness can be seen at work.
        given.put("delay", List.of("50ms"));
        given.put("resolve-with", List.of(web.dnsAddress()));
        given.put("allow-private-addresses", List.of("true"));
        return new GivenOptions(given);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
