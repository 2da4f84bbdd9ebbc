package io.orbweaver.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a crawl is, wherever it runs: {@code crawl} and {@code submit} spell them alike. */
final class SpecOptions {
    private SpecOptions() {}

    /** What belongs to the crawl. */
    static class Scope {
        @Option(names = "--scope", paramLabel = "MODE", description = "host, domain, prefix or any (default: domain)")
        private @Nullable String mode;

        @Option(names = "--include", paramLabel = "REGEX", description = "Only URLs in which it is found (RE2).")
        private List<String> include = List.of();

        @Option(names = "--exclude", paramLabel = "REGEX", description = "No URLs in which it is found; wins.")
        private List<String> exclude = List.of();

        @Option(names = "--no-sitemaps", description = "Do not read the sitemaps of hosts.")
        private boolean noSitemaps;

        void addTo(Map<String, List<String>> given) {
            one(given, "scope", mode);
            several(given, "include", include);
            several(given, "exclude", exclude);
            flag(given, "no-sitemaps", noSitemaps);
        }
    }

    /** How far it goes. */
    static class Limits {
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

        void addTo(Map<String, List<String>> given) {
            one(given, "max-pages", pages);
            one(given, "max-depth", depth);
            one(given, "max-pages-per-host", pagesPerHost);
            one(given, "max-bytes", bytes);
            one(given, "max-duration", duration);
        }
    }

    /** How it asks. */
    static class Manners {
        @Option(names = "--delay", paramLabel = "D", description = "Between two requests to a host (default: 1s).")
        private @Nullable String delay;

        @Option(names = "--connections-per-host", paramLabel = "N", description = "At a time (default: 1).")
        private @Nullable String connections;

        @Option(names = "--header", paramLabel = "'K: V'", description = "Sent with every request; repeatable.")
        private List<String> headers = List.of();

        @Option(names = "--no-robots", description = "Ignore robots.txt. Only for sites that are yours.")
        private boolean noRobots;

        void addTo(Map<String, List<String>> given) {
            one(given, "delay", delay);
            one(given, "connections-per-host", connections);
            several(given, "header", headers);
            flag(given, "no-robots", noRobots);
        }
    }

    static void one(Map<String, List<String>> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, List.of(value));
        }
    }

    static void several(Map<String, List<String>> given, String name, List<String> values) {
        if (!values.isEmpty()) {
            given.put(name, values);
        }
    }

    static void flag(Map<String, List<String>> given, String name, boolean set) {
        if (set) {
            given.put(name, List.of("true"));
        }
    }
}
