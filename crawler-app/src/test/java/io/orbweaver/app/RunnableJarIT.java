package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.fault.Fault;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultServer;
import io.orbweaver.testweb.journal.VisitKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users run it: processes, signals, exit codes and files. */
class RunnableJarIT {
    private static final int HOSTS = 6;
    private static final int PAGES_PER_HOST = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestWeb web;

    @TempDir
    Path directory;

    @BeforeAll
    static void startWeb() {
        web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.61.0.1")
                .withHosts(HOSTS)
                .withPagesPerHost(PAGES_PER_HOST)
                .withRedirectPermil(100)
                .withPrivatePermil(100));
    }

    @AfterAll
    static void stopWeb() {
        web.close();
    }

    @BeforeEach
    void forgetVisits() {
        web.reset();
    }

    @Test
    void theDemoEndsWellAndLeavesNothingBehind() throws Exception {
        try (JarProcess demo = JarProcess.run(directory, "demo", "--hosts", "5", "--pages", "40")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.out()).isEmpty();
            assertThat(demo.err()).contains("Crawl finished: it has its 40 pages.");
        }
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("orbweaver-demo-"));
        }
    }

    @Test
    void aCrawlFetchesEveryPageOnceAndWritesItInEveryFormat() throws Exception {
        try (JarProcess crawl = JarProcess.run(
                directory, crawl("--quiet", "--json", "-o", "pages.jsonl", "-o", "pages.csv", "-o", "urls.txt"))) {
            assertThat(crawl.exitCode()).as(crawl.err()).isZero();
            assertThat(crawl.err()).isEmpty();
            assertThat(crawl.out().lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "\"state\":\"finished\",\"reason\":\"exhausted\"",
                            "\"fetched\":" + web.pageCount(),
                            "\"inFlight\":0",
                            "\"limits\":{\"maxPages\":0,",
                            "\"politeness\":{\"delay\":\"10ms\"");
        }
        int redirects = web.companionUrls(VisitKind.MOVED).size();
        assertThat(Files.readAllLines(directory.resolve("urls.txt")))
                .containsExactlyInAnyOrderElementsOf(web.pageUrls());
        assertThat(Files.readAllLines(directory.resolve("pages.jsonl"))).hasSize((int) web.pageCount() + redirects);
        assertThat(Files.readAllLines(directory.resolve("pages.csv"))).hasSize((int) web.pageCount() + redirects + 1);
        assertThat(web.journal().duplicates()).isZero();
        assertThat(web.journal().count(VisitKind.PRIVATE)).isZero();
    }

    @Test
    void anInterruptedCrawlGoesOnWhereItWas() throws Exception {
        try (JarProcess first = JarProcess.start(directory, crawl("-o", "urls.txt", "--json"))) {
            assertThat(web.journal().awaitVisits(40, PATIENCE)).as(first.err()).isTrue();
            first.interrupt();

            assertThat(first.exitCode()).as(first.err()).isEqualTo(130);
            assertThat(first.out()).contains("\"state\":\"paused\",\"reason\":null", "\"finished\":null");
            assertThat(first.err())
                    .contains(
                            "Crawl interrupted",
                            "go on",
                            "crawl --resume --data "
                                    + directory.toAbsolutePath().resolve("data"));
            assertThat(directory.resolve("urls.txt")).doesNotExist();
            assertThat(directory.resolve("urls.txt.part")).isNotEmptyFile();
        }

        assertResumed();
        assertThat(web.journal().duplicates()).isZero();
    }

    @Test
    void aKilledCrawlGoesOnWhereItWas() throws Exception {
        try (JarProcess first = JarProcess.start(directory, crawl("-o", "urls.txt"))) {
            assertThat(web.journal().awaitVisits(40, PATIENCE)).as(first.err()).isTrue();
            first.kill();
            first.exitCode();
        }

        assertResumed();
        // Asked for again is what was under way, and the one answer that a connection may be ahead of the disk.
        assertThat(web.journal().duplicates()).isLessThanOrEqualTo(2 * HOSTS);
    }

    private void assertResumed() throws IOException, InterruptedException {
        try (JarProcess second = JarProcess.run(directory, "crawl", "--resume", "--data", "data")) {
            assertThat(second.exitCode()).as(second.err()).isZero();
        }
        assertThat(Files.readAllLines(directory.resolve("urls.txt")))
                .containsExactlyInAnyOrderElementsOf(web.pageUrls());
    }

    @Test
    void aDirectoryInUseIsRefused() throws Exception {
        try (JarProcess first = JarProcess.start(directory, crawl("--delay", "1s"))) {
            assertThat(web.journal().awaitVisits(1, PATIENCE)).as(first.err()).isTrue();
            try (JarProcess second = JarProcess.run(directory, "crawl", "--resume", "--data", "data")) {
                assertThat(second.exitCode()).isEqualTo(2);
                assertThat(second.err().lines()).singleElement().asString().contains("in use");
            }
            first.interrupt();
            assertThat(first.exitCode()).as(first.err()).isEqualTo(130);
        }
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheCommandButKeepsTheCrawl() throws Exception {
        Files.createDirectories(directory.resolve("urls.txt.part"));
        try (JarProcess crawl = JarProcess.run(directory, crawl("--max-pages", "3", "-o", "urls.txt"))) {
            assertThat(crawl.exitCode()).isEqualTo(1);
            assertThat(crawl.err()).contains("Writing failed", "is kept in").doesNotContain("\tat ");
        }
        Files.delete(directory.resolve("urls.txt.part"));
        try (JarProcess again = JarProcess.run(directory, "crawl", "--resume", "--data", "data")) {
            assertThat(again.exitCode()).as(again.err()).isZero();
        }
        assertThat(Files.readAllLines(directory.resolve("urls.txt"))).hasSize(3);
    }

    /** It said nothing: the signals had been given back when the crawl ended. */
    @Test
    void anInterruptWhileFilesAreWrittenSaysHowToWriteThem() throws Exception {
        Path pipe = directory.resolve("pages.jsonl.part");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (JarProcess crawl = JarProcess.start(directory, crawl("-o", "pages.jsonl"));
                InputStream reader = Files.newInputStream(pipe)) {
            // The rest is more than a pipe holds, so that the writer has to wait.
            assertThat(reader.read()).isEqualTo('{');
            crawl.interrupt();
            assertThat(crawl.exitCode()).isEqualTo(130);
            assertThat(crawl.err()).contains("Interrupted while files were written", "crawl --resume --data ");
        }
        Files.delete(pipe);
        try (JarProcess again = JarProcess.run(directory, "crawl", "--resume", "--data", "data")) {
            assertThat(again.exitCode()).as(again.err()).isZero();
        }
        assertThat(directory.resolve("pages.jsonl")).isNotEmptyFile();
    }

    /** The native libraries are found within the jar. */
    @Test
    void brotliAndZstandardAreAskedForAndUndone() throws Exception {
        try (FaultServer server = FaultServer.start(FaultOptions.defaults())) {
            List<String> seeds = List.of(server.url(Fault.BROTLI), server.url(Fault.ZSTD), server.url(Fault.GZIP));
            List<String> arguments = new ArrayList<>(List.of("crawl", "--data", "data", "--delay", "10ms", "--quiet"));
            arguments.addAll(List.of("--no-robots", "--no-sitemaps", "--allow-private-addresses", "-o", "pages.jsonl"));
            arguments.addAll(seeds);
            try (JarProcess crawl = JarProcess.run(directory, arguments.toArray(String[]::new))) {
                assertThat(crawl.exitCode()).as(crawl.err()).isZero();
                assertThat(crawl.err()).isEmpty();
            }
            assertThat(server.requests().getFirst().fields().get("accept-encoding"))
                    .endsWith("br, zstd");
        }
        List<String> pages = Files.readAllLines(directory.resolve("pages.jsonl"));
        assertThat(pages).hasSize(3).allMatch(page -> page.contains("\"truncated\":null"));
        assertThat(pages.stream().map(page -> page.replaceAll(".*\"digest\":\"([^\"]*)\".*", "$1")))
                .as("of one text")
                .containsOnly(pages.getFirst().replaceAll(".*\"digest\":\"([^\"]*)\".*", "$1"));
    }

    @Test
    void aNodeFileIsChecked() throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), "fetch: {retires: 3}\nhttp: {port: 70000}\n");
        Files.writeString(directory.resolve("good.yaml"), "fetch: {retries: 3}\n");
        try (JarProcess bad = JarProcess.run(directory, "check-config", "bad.yaml");
                JarProcess good = JarProcess.run(directory, "check-config", "good.yaml")) {
            assertThat(bad.exitCode()).isEqualTo(2);
            assertThat(bad.err().lines()).hasSize(2);
            assertThat(good.exitCode()).isZero();
            assertThat(good.out()).isEqualToIgnoringNewLines("ok");
        }
    }

    private static String[] crawl(String... more) {
        Map<String, String> options = Map.of(
                "--data", "data",
                "--scope", "any",
                "--max-pages", "0",
                "--max-depth", "0",
                "--delay", "10ms",
                "--resolve-with", web.dnsAddress());
        List<String> all = new ArrayList<>(List.of("crawl", web.frontPage(), "--allow-private-addresses"));
        options.forEach((name, value) -> {
            if (!List.of(more).contains(name)) {
                all.add(name);
                all.add(value);
            }
        });
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
