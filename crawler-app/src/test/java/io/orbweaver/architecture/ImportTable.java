package io.orbweaver.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which package may use what. Whoever needs an arrow that is not here adds it in the same commit, and so shows it to
 * the reviewer; a package or a library without a row fails the build.
 *
 * @param root the package below which every name of {@code packages} lies
 * @param packages package → the packages it may use, or single types of them ({@code fetch.HeaderFields})
 * @param libraries prefix of a third party's packages → the packages, with those below them, that may use it; the
 *     longest prefix decides
 * @param jdk prefix of a JDK class or method → the packages, with those below them, that may <em>not</em> use it
 */
record ImportTable(
        String root,
        Map<String, Set<String>> packages,
        Map<String, Set<String>> libraries,
        Map<String, Set<String>> jdk) {

    static final String ANYWHERE = "*";

    private static final String[] HOT = {"url", "fetch", "parse", "frontier", "admission"};
    private static final String[] PURE = {"politeness", "admission", "frontier"};
    private static final String[] WITHOUT_SLEEP = {
        "url",
        "crawl",
        "config",
        "store",
        "politeness",
        "admission",
        "robots",
        "fetch",
        "parse",
        "text",
        "frontier",
        "message",
        "cluster",
        "http",
        "node",
        "client",
        "route",
        "commit",
        "worker",
        "scheduler",
        "embedded",
        "json",
        "export"
    };

    static ImportTable ofOrbweaver() {
        return new ImportTable("io.orbweaver", packageRows(), libraryRows(), jdkRows());
    }

    private static Map<String, Set<String>> packageRows() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        commonRows(rows);
        workerRows(rows);
        // The scheduler: it and the worker meet in messages, not in classes.
        row(rows, "scheduler", "message", "route", "store", "config", "crawl", "url");
        row(rows, "rest", "scheduler", "export", "json", "message", "config", "crawl", "url");
        row(rows, "export", "json", "config", "crawl");
        applicationRows(rows);
        // The synthetic web shares no code with what it is there to test.
        row(rows, "testweb", "testweb.dns", "testweb.fault", "testweb.journal", "testweb.tls");
        row(rows, "testweb.dns");
        row(rows, "testweb.fault", "testweb.journal", "testweb.tls");
        row(rows, "testweb.journal");
        row(rows, "testweb.tls");
        return rows;
    }

    /** What both sides speak, and the store that each keeps its state in. */
    private static void commonRows(Map<String, Set<String>> rows) {
        row(rows, "url");
        row(rows, "crawl", "url");
        row(rows, "config", "crawl", "url");
        row(rows, "store");
        row(rows, "message", "store", "config", "crawl", "url");
        row(rows, "route", "message", "store");
        row(rows, "json", "config", "crawl");
        // Nodes meet there; what they say to each other is in "message".
        row(rows, "cluster", "config");
        row(rows, "http", "config");
        row(rows, "metrics");
    }

    /**
     * The worker, in the order of a URL's life. A step knows the ones it is made of, never the one that follows: only
     * "worker" names them all.
     */
    private static void workerRows(Map<String, Set<String>> rows) {
        row(rows, "politeness", "config", "crawl");
        row(rows, "admission", "crawl", "url");
        row(rows, "fetch", "metrics", "config", "crawl", "url");
        // Robots reads answers; it does not know who fetches them.
        row(
                rows,
                "robots",
                "url",
                "crawl",
                "fetch.BodySink",
                "fetch.FetchOutcome",
                "fetch.HeaderFields",
                "politeness.RetryAfter");
        row(rows, "parse.html");
        row(rows, "parse", "parse.html", "url", "fetch");
        row(rows, "sitemap", "url");
        // For exports: no step of a crawl knows it.
        row(rows, "text", "parse", "fetch", "crawl");
        row(rows, "frontier", "store", "politeness", "admission", "robots", "config", "crawl", "url");
        row(rows, "commit", "frontier", "admission", "fetch", "store", "message", "route", "crawl", "url");
        row(rows, "explain", "commit", "frontier", "admission", "politeness", "config", "message", "crawl", "url");
        // Looks at what the steps left, and at what the frontier plans.
        row(
                rows,
                "query",
                "explain",
                "commit",
                "frontier",
                "politeness",
                "fetch",
                "json",
                "message",
                "store",
                "crawl",
                "url");
        row(
                rows,
                "worker",
                "frontier",
                "politeness",
                "admission",
                "robots",
                "fetch",
                "parse",
                "sitemap",
                "commit",
                "store",
                "message",
                "metrics",
                "route",
                "json.LogLines",
                "config",
                "crawl",
                "url");
    }

    /**
     * The application. Commands know what a crawl is to them, not what runs it: that is found as a service, and only
     * "embedded" sees both sides.
     */
    private static void applicationRows(Map<String, Set<String>> rows) {
        row(rows, "terminal", "config", "crawl");
        row(rows, "app", "terminal", "export", "text", "json", "config", "crawl", "url");
        // Talks to an API, and so knows nothing of what is behind it.
        row(rows, "client", "app", "terminal", "export", "json", "config", "crawl");
        row(rows, "demo", "app", "testweb");
        // The life of a process of a cluster.
        row(
                rows,
                "node",
                "app",
                "cluster",
                "http",
                "rest",
                "scheduler",
                "worker",
                "query",
                "commit",
                "fetch",
                "politeness",
                "message",
                "metrics",
                "route",
                "store",
                "config",
                "crawl");
        row(
                rows,
                "embedded",
                "app",
                "http",
                "metrics",
                "rest",
                "query",
                "json",
                "commit",
                "explain",
                "worker",
                "frontier",
                "admission",
                "scheduler",
                "store",
                "fetch",
                "politeness",
                "robots",
                "message",
                "route",
                "config",
                "crawl",
                "url");
    }

    private static Map<String, Set<String>> libraryRows() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        row(rows, "org.jspecify", ANYWHERE);
        row(rows, "org.slf4j", ANYWHERE);
        row(rows, "ch.qos.logback", "app");
        row(rows, "org.rocksdb", "store");
        // Besides, the oracle of tests and benchmarks.
        row(rows, "org.jsoup", "text");
        row(rows, "org.netpreserve.jwarc", "export");
        row(rows, "crawlercommons.robots", "robots");
        row(rows, "crawlercommons.sitemaps", "sitemap");
        row(rows, "org.xml.sax", "sitemap");
        row(rows, "crawlercommons.domains", "url");
        row(rows, "com.ibm.icu", "url");
        row(rows, "com.ibm.icu.text.CharsetDetector", "parse");
        row(rows, "com.ibm.icu.text.CharsetMatch", "parse");
        row(rows, "com.google.re2j", "crawl");
        row(rows, "com.fasterxml.jackson", "config", "json");
        row(rows, "com.fasterxml.jackson.dataformat.yaml", "config");
        row(
                rows,
                "io.vertx",
                "fetch",
                "worker",
                "scheduler",
                "query",
                "rest",
                "cluster",
                "http",
                "node",
                "embedded",
                "testweb");
        row(rows, "io.netty", "fetch", "testweb");
        row(rows, "com.aayushatharva.brotli4j", "fetch", "testweb");
        row(rows, "com.github.luben.zstd", "fetch", "testweb");
        row(rows, "picocli", "app", "client");
        row(rows, "com.hazelcast", "cluster");
        row(rows, "io.micrometer", "metrics");
        row(rows, "io.prometheus", "metrics");
        return rows;
    }

    private static Map<String, Set<String>> jdkRows() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        // Run for every link of every page: a tokenizer there costs a tenth of these.
        row(rows, "java.util.regex", HOT);
        row(rows, "java.lang.String.matches", HOT);
        row(rows, "java.lang.String.replaceAll", HOT);
        row(rows, "java.lang.String.replaceFirst", HOT);
        row(rows, "java.net.URI", "url", "fetch", "parse", "frontier");
        row(rows, "java.net.URL", "url", "fetch", "parse", "frontier");
        // Decisions are functions of time and messages handed in, or no simulation can repeat them.
        row(rows, "java.lang.System.currentTimeMillis", PURE);
        row(rows, "java.lang.System.nanoTime", PURE);
        row(rows, "java.time.Instant.now", PURE);
        row(rows, "java.time.Clock.system", PURE);
        row(rows, "java.lang.Math.random", PURE);
        row(rows, "java.util.concurrent.ThreadLocalRandom", PURE);
        row(rows, "java.lang.Thread", PURE);
        row(rows, "java.util.concurrent.locks", PURE);
        row(rows, "java.util.concurrent.Executor", PURE);
        row(rows, "java.net.Socket", PURE);
        row(rows, "java.nio.channels", PURE);
        // Sleeping is not scheduling; the terminal may pause between two drawings.
        row(rows, "java.lang.Thread.sleep", WITHOUT_SLEEP);
        return rows;
    }

    private static void row(Map<String, Set<String>> rows, String name, String... allowed) {
        if (rows.put(name, Set.copyOf(Arrays.asList(allowed))) != null) {
            throw new IllegalArgumentException("two rows for " + name);
        }
    }
}
