package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command over REST does to a running cluster what it says, and prints what scripts and people need. */
@Timeout(180)
class RemoteCommandsTest {
    @TempDir
    static Path directory;

    private static TestWeb web;
    private static RunningCluster cluster;
    /** Of a crawl of the whole web, which has ended. */
    private static String whole;

    private final ClientRun line = cluster.line();

    @BeforeAll
    static void crawl() throws Exception {
        web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.35.11.1")
                .withHosts(3)
                .withPagesPerHost(10)
                .withRedirectPermil(100));
        cluster = new RunningCluster("127.35.1", directory, web);
        ClientRun line = cluster.line();
        assertThat(line.run(submit("--delay", "0", "--watch", "--max-depth", "0")))
                .as(line.err())
                .isZero();
        whole = line.out().strip();
        assertThat(line.err()).contains("Crawl finished: nothing is left to fetch.");
    }

    @AfterAll
    static void close() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (web != null) {
            web.close();
        }
    }

    private static String[] submit(String... more) {
        return words(List.of("submit", web.frontPage(), "--scope", "any"), more);
    }

    private static String[] words(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    /** Submits a crawl that goes on until somebody ends it. */
    private String slowCrawl() {
        assertThat(line.run(submit("--delay", "1h", "--name", "slow")))
                .as(line.err())
                .isZero();
        assertThat(line.err()).contains("orbweaver watch " + line.out().strip());
        return line.out().strip();
    }

    @Test
    void theOptionsOfCrawlReachTheCluster() {
        assertThat(line.run(words(
                        List.of("submit", "http://h0.test/"),
                        "--name=all of it",
                        "--scope=host",
                        "--include=a",
                        "--exclude=b",
                        "--no-sitemaps",
                        "--max-pages=7",
                        "--max-depth=3",
                        "--max-pages-per-host=6",
                        "--max-bytes=1MiB",
                        "--max-duration=1h",
                        "--delay=1d",
                        "--connections-per-host=2",
                        "--header=X-Key: abc",
                        "--no-robots")))
                .as(line.err())
                .isZero();
        String id = line.out().strip();

        assertThat(line.run("status", id)).isZero();
        assertThat(line.out())
                .startsWith("all of it\n  id         " + id + "\n")
                .contains("scope      host, include a, exclude b\n")
                .contains("limits     7 pages, depth 3, 6 pages of a host, 1MiB, 1h\n")
                .contains("politeness delay 1d, 2 connections, robots.txt ignored\n")
                .contains("sitemaps   not read\n")
                .contains("headers    X-Key\n");
        assertThat(line.run("delete", id)).isZero();
    }

    @Test
    void aCrawlIsPausedResumedStoppedAndDeleted() {
        String id = slowCrawl();

        assertThat(line.run("pause", id)).isZero();
        assertThat(line.out()).isEqualTo("Crawl " + id + " is paused.\n");
        assertThat(line.run("resume", id, "--json")).isZero();
        assertThat(line.out()).startsWith("{").contains("\"state\":\"running\"").endsWith("}\n");
        assertThat(line.run("stop", id)).isZero();
        assertThat(line.run("watch", id)).isEqualTo(130);
        assertThat(line.err()).contains("Crawl stopped");
        assertThat(line.run("delete", id)).isZero();
        assertThat(line.out()).isEqualTo("Crawl " + id + " is deleted.\n");
        assertThat(line.run("status", id)).isEqualTo(1);
        assertThat(line.err()).contains("There is no crawl " + id + " (404)", "orbweaver list");
    }

    @Test
    void crawlsAreListed() {
        assertThat(line.run("list")).isZero();
        assertThat(line.out().lines().toList().getFirst())
                .matches("ID +STATE +PAGES +PAGES/S +QUEUED +FAILED +BYTES +CREATED +NAME");
        assertThat(line.out()).containsPattern(" " + whole + "  finished: exhausted +\\d+ .*" + web.frontPage());
        assertThat(line.run("list", "--json")).isZero();
        assertThat(line.out()).startsWith("{\"items\":[{").endsWith("\"next\":null}\n");
    }

    @Test
    void onATerminalThereAreColoursAndABlock() {
        line.terminal = true;
        assertThat(line.run("list")).isZero();
        assertThat(line.out()).contains("\u001b[32mfinished: exhausted\u001b[0m");
        assertThat(line.run(submit("--delay", "0", "--max-depth", "0", "--watch")))
                .isZero();
        assertThat(line.err()).contains("\u001b[J").contains("Crawl finished");
        assertThat(line.run("cluster")).isZero();
        assertThat(line.out()).contains("\u001b[32msafe\u001b[0m");

        line.terminal = false;
        assertThat(line.run("watch", whole)).isZero();
        assertThat(line.err()).containsPattern("\\d+ pages \\(").contains("Crawl finished");
        assertThat(line.steered()).isFalse();
    }

    @Test
    void eventsArePrintedAsTheyCome() {
        assertThat(line.run("watch", whole, "--json")).isZero();
        assertThat(line.out()).startsWith("{\"id\":\"" + whole + "\",\"state\":\"finished\"");
        assertThat(line.err()).isEmpty();
    }

    @Test
    void pagesAreListedToTheLast() throws Exception {
        Path urls = directory.resolve("pages.txt");
        assertThat(line.run("export", whole, "-o", urls.toString()))
                .as(line.err())
                .isZero();
        assertThat(urls.resolveSibling("pages.txt.part")).doesNotExist();
        List<String> all = Files.readAllLines(urls);

        assertThat(line.run("pages", whole)).isZero();
        assertThat(line.out().lines().skip(1).filter(text -> !text.contains(" -> ")))
                .hasSameSizeAs(all)
                .allMatch(text -> all.stream().anyMatch(text::endsWith));
        assertThat(line.run("pages", whole, "--limit", "3")).isZero();
        assertThat(line.out().lines()).hasSize(4);
        assertThat(line.run("pages", whole, "--host", "h1.test", "--status", "200"))
                .isZero();
        assertThat(line.out().lines().skip(1)).isNotEmpty().allMatch(text -> text.contains("//h1.test"));
        assertThat(line.run("pages", whole, "--status", "999", "--json")).isZero();
        assertThat(line.out()).contains("{\"items\":[]");
        assertThat(line.run("pages", whole, "--status", "1")).isEqualTo(2);
        assertThat(line.err()).contains("/status is no whole number from 100 to 999");
    }

    @Test
    void aUrlIsExplained() {
        assertThat(line.run("explain", whole, web.frontPage())).as(line.err()).isZero();
        assertThat(line.out()).contains("state      fetched", "on worker-1");
        assertThat(line.run("explain", whole, "http://else.test/", "--json")).isZero();
        assertThat(line.out()).startsWith("{\"url\":\"http://else.test/\",\"state\":\"unknown\"");
        assertThat(line.run("explain", whole, web.frontPage(), "--data", "x")).isEqualTo(2);
        assertThat(line.err()).contains("leave out --data, or the id");
    }

    @Test
    void exportsAreTheSameWhereverTheyGo() throws Exception {
        Path archive = directory.resolve("site.warc.gz");
        Path index = directory.resolve("site.cdxj");
        Path pages = directory.resolve("site.jsonl");
        assertThat(line.run("export", whole, "-o", archive.toString(), "-o", index.toString(), "-o", pages.toString()))
                .as(line.err())
                .isZero();
        assertThat(line.err().lines()).hasSize(3).allMatch(text -> text.startsWith("orbweaver: Written: "));

        assertThat(line.run("export", whole, "--format", "warc")).isZero();
        assertThat(line.outBytes()).isEqualTo(Files.readAllBytes(archive));
        assertThat(line.run("export", whole, "--format", "jsonl")).isZero();
        assertThat(line.outBytes()).isEqualTo(Files.readAllBytes(pages));
        assertThat(line.run("export", whole, "--format", "cdxj")).isZero();
        assertThat(Files.readString(index))
                .isEqualTo(line.out().replace("crawl-" + whole + ".warc.gz", "site.warc.gz"))
                .contains("\"filename\":\"site.warc.gz\"");
    }

    @Test
    void anIndexOfAnArchiveThatStillGrowsIsRefused() {
        String id = slowCrawl();
        Path archive = directory.resolve("growing.warc.gz");

        assertThat(line.run(
                        "export",
                        id,
                        "-o",
                        archive.toString(),
                        "-o",
                        directory.resolve("growing.cdxj").toString()))
                .isEqualTo(1);
        assertThat(line.err()).contains("pause it first");
        assertThat(archive).doesNotExist();
        assertThat(line.run("delete", id)).isZero();
    }

    @Test
    void anArchiveIsNotForATerminal() {
        line.terminal = true;
        assertThat(line.run("export", whole, "--format", "warc")).isEqualTo(2);
        assertThat(line.err()).contains("nothing for a terminal");
        assertThat(line.run("export", whole)).isEqualTo(2);
        assertThat(line.run("export", whole, "--format", "xml")).isEqualTo(2);
        assertThat(line.err()).contains("warc, cdxj, jsonl, csv, urls");
    }

    @Test
    void seedsComeFromAFileOrStandardInput() throws Exception {
        String id = slowCrawl();
        Path file = directory.resolve("seeds.txt");
        Files.write(
                file,
                IntStream.range(0, 20_000)
                        .mapToObj(number -> "http://h2.test/seed-" + number)
                        .toList());

        assertThat(line.run("seeds", id, file.toString())).as(line.err()).isZero();
        assertThat(line.out()).isEqualTo("20,000 seeds taken.\n");
        line.typed = "http://h1.test/\n# none\n\nnothing\n";
        assertThat(line.run("seeds", id, "-")).isZero();
        assertThat(line.out()).startsWith("1 seed taken.\nLINE  URL      REJECTED\n   4  nothing  The URL");
        line.typed = "nothing\n";
        assertThat(line.run("seeds", id, "-", "--json")).isEqualTo(1);
        assertThat(line.out()).startsWith("{\"accepted\":0,\"rejected\":[{\"line\":1,");
        assertThat(line.run("seeds", id, "not-there.txt")).isEqualTo(2);
        assertThat(line.run("seeds", "777", file.toString())).isEqualTo(1);
        assertThat(line.run("delete", id)).isZero();
    }

    @Test
    void rulesAreSetChangedAndUnset() {
        assertThat(line.run("politeness", "set", "*.rule.test", "delay=5s", "window=22:00-06:00 Europe/Berlin"))
                .as(line.err())
                .isZero();
        assertThat(line.run("politeness", "set", "*.rule.test", "blocked=true", "connections=2", "delay="))
                .isZero();
        assertThat(line.run("politeness")).isZero();
        assertThat(line.out())
                .isEqualTo("DOMAIN       FROM  SETTINGS\n*.rule.test  rest  connections=2"
                        + " window='22:00-06:00 Europe/Berlin' blocked=true\n");
        assertThat(line.run("politeness", "get", "*.rule.test", "--json")).isZero();
        assertThat(line.out()).contains("\"connections\":2,", "\"blocked\":true");
        assertThat(line.run("politeness", "set", "*.rule.test", "connections=many", "delay=fast", "colour=red"))
                .isEqualTo(2);
        assertThat(line.err()).contains("/connections ", "/delay ", "/colour ");
        assertThat(line.run("politeness", "set", "*.rule.test", "blocked")).isEqualTo(2);
        assertThat(line.run("politeness", "unset", "*.rule.test")).isZero();
        assertThat(line.run("politeness", "get", "*.rule.test")).isEqualTo(1);
        assertThat(line.err()).contains("(404)", "orbweaver politeness");
        assertThat(line.run("politeness", "list")).isZero();
        assertThat(line.err()).contains("There is no rule");
    }

    @Test
    void theClusterIsShown() {
        assertThat(line.run("cluster")).isZero();
        assertThat(line.out())
                .startsWith("Cluster orbweaver  safe\n\nNODE ")
                .containsPattern("scheduler +scheduler +ready +- ")
                .containsPattern("worker-1 +worker +ready +256 +\\d+ ms ago ")
                .endsWith("\n256 shards: 256 owned\n");
        assertThat(line.run("cluster", "drain", "nobody")).isEqualTo(1);
        assertThat(line.err()).contains("There is no node 'nobody' (404)", "orbweaver cluster");
    }

    @Test
    void aWorkerIsGivenUpOnlyByWhoMeansIt() {
        assertThat(line.run("cluster", "lost", "worker-1")).isEqualTo(2);
        assertThat(line.err()).contains("add --yes");
        line.terminal = true;
        line.typed = "yes\n";
        assertThat(line.run("cluster", "lost", "worker-1")).isEqualTo(1);
        assertThat(line.err()).contains("Type its name", "Nothing was changed");
        line.typed = "worker-1\n";
        assertThat(line.run("cluster", "lost", "worker-1")).isEqualTo(1);
        assertThat(line.err()).contains("may still be fetching");
    }

    @Test
    void whoWatchesOutlivesARestartOfTheScheduler() throws Exception {
        String id = slowCrawl();
        ClientRun watching = cluster.line();
        CompletableFuture<Integer> watched = CompletableFuture.supplyAsync(() -> watching.run("watch", id));
        while (!watching.err().contains("queued")) {
            Thread.onSpinWait();
        }
        cluster.restartScheduler();
        while (line.run("stop", id) != 0) {
            Thread.onSpinWait();
        }
        assertThat(watched.get(90, TimeUnit.SECONDS)).isEqualTo(130);
        assertThat(watching.err())
                .contains("is away; waiting for it to come back")
                .contains("Crawl stopped");
        assertThat(new String(watching.outBytes(), UTF_8)).isEmpty();
    }
}
