package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.CrawlSession;
import io.orbweaver.app.CrawlSessions;
import io.orbweaver.app.RealCommand;
import io.orbweaver.app.UsageException;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.Table;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever breaks, wherever: the user reads why, nothing uses the store while it closes or later, no thread is left, the
 * directory is free, and the crawl goes on from there.
 */
class BreakdownTest {
    private static final Set<String> OURS = Set.of("store", "scheduler", "store-log-sync");

    private static TestWeb web;

    @TempDir
    Path directory;

    private Set<Thread> before = Set.of();

    @BeforeAll
    static void startWeb() {
        web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.62.0.1")
                .withHosts(4)
                .withPagesPerHost(25)
                .withMedianPageSize(4_000));
    }

    @AfterAll
    static void stopWeb() {
        web.close();
    }

    @BeforeEach
    void lookAround() {
        web.reset();
        before = Thread.getAllStackTraces().keySet();
    }

    @AfterEach
    void noThreadIsLeft() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            left = left();
        }
        assertThat(left).isEmpty();
    }

    private List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> OURS.contains(name) || name.startsWith("vert.x-eventloop"))
                .toList();
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void theCrawlGoesOn(String... more) throws IOException {
        Path urls = directory.resolve("urls.txt");
        String[] options = List.of(List.of("-o", urls.toString()), List.of(more)).stream()
                .flatMap(List::stream)
                .toArray(String[]::new);
        RealCommand resumed = RealCommand.resume(new EmbeddedCrawls(), data(), options);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(Files.readAllLines(urls)).containsExactlyInAnyOrderElementsOf(web.pageUrls());
    }

    @ParameterizedTest(name = "{0} writes: {1}, after {2}")
    @CsvSource({
        // The store's thread: a commit, with reads of queues behind it; the reads themselves.
        "PAGES,       true,  20",
        "URLS,        true,  0",
        "HOST_QUEUES, false, 0",
        // The scheduler's thread: permits, seeds that were taken, the end of the crawl.
        "GRANTS,      true,  0",
        "SPOOL,       true,  1",
        "CRAWLS,      true,  4",
        // While it starts: the openings of shards, the crawl itself.
        "META,        true,  0",
        "CRAWLS,      true,  1",
    })
    void aFullDiskIsSaidAndLosesNothing(Table table, boolean writes, int good) throws IOException {
        FaultyCrawls<FaultyStore> crawls = new FaultyCrawls<>(inner -> new FaultyStore(inner, table, writes, good));

        RealCommand broken = RealCommand.crawl(crawls, web, data());

        assertThat(broken.exitCode()).as(broken.err()).isEqualTo(1);
        assertThat(broken.err()).contains(FaultyStore.SENTENCE).doesNotContain("\tat ");
        assertThat(crawls.store().late).hasValue(0);
        theCrawlGoesOn();
    }

    /** What the log would be moved to is a directory that is not empty: a cause that no test has to pretend. */
    @Test
    void aCrawlLogThatCannotBeMovedAsideEndsTheCrawl() throws IOException {
        assertThat(RealCommand.crawl(new EmbeddedCrawls(), web, data(), "--max-pages=3")
                        .exitCode())
                .isZero();
        Path log = data().resolve("crawl.log");
        try (RandomAccessFile full = new RandomAccessFile(log.toFile(), "rw")) {
            full.setLength(65 << 20);
        }
        Path aside = data().resolve("crawl.log.1");
        Path inside = Files.createDirectories(aside.resolve("inside"));

        RealCommand broken = RealCommand.resume(new EmbeddedCrawls(), data(), "--max-pages=0");

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err())
                .contains("The crawl broke down: The crawl log " + log + " cannot be written: " + aside);
        Files.delete(inside);
        Files.delete(aside);
        theCrawlGoesOn("--max-pages=0");
    }

    @Test
    void aStartThatFailsLeavesNothingOpen() throws IOException {
        assertThat(RealCommand.crawl(new EmbeddedCrawls(), web, data(), "--max-pages=3")
                        .exitCode())
                .isZero();
        Path log = data().resolve("crawl.log");
        Files.delete(log);
        Files.createDirectory(log);

        RealCommand refused = RealCommand.resume(new EmbeddedCrawls(), data());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot be written", "crawl.log");
        DataDirectory.open(data(), null).close();
        Files.delete(log);
        theCrawlGoesOn("--max-pages=0");
    }

    /** What is wrong here was a store that closed under a commit. */
    @Test
    void closingInTheMiddleOfACommitWaitsForIt() throws IOException {
        FaultyCrawls<SlowStore> slow = new FaultyCrawls<>(SlowStore::new);
        CrawlSessions closedEarly = new CrawlSessions() {
            @Override
            public CrawlSession start(CrawlOptions options) throws UsageException {
                CrawlSession session = slow.start(options);
                slow.store().awaitWrite();
                session.close();
                throw new UsageException("closed early");
            }

            @Override
            public CrawlSession resume(CrawlOptions options) {
                throw new IllegalStateException("only a new crawl is closed early");
            }
        };

        assertThat(RealCommand.crawl(closedEarly, web, data()).err()).contains("closed early");

        assertThat(slow.store().closedUnderWrite()).isFalse();
        assertThat(slow.store().written()).isTrue();
        theCrawlGoesOn();
    }
}
