package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.journal.VisitKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After {@code --max-bytes} no request starts. Requests went on until the scheduler had heard of the bytes and its answer
 * had come back: on a fast network for five times the limit, and after a resume of a crawl that had its bytes already.
 */
class MaxBytesTest {
    private static final int CONNECTIONS = 2;
    private static final long LIMIT = 300 * 1024;
    private static final Pattern SIZE = Pattern.compile("\"receivedBytes\":(\\d+)");

    @TempDir
    Path directory;

    @Test
    void onlyWhatIsInFlightFollowsTheLimit() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.92.20.1")
                .withHosts(1)
                .withPagesPerHost(200)
                .withMedianPageSize(30_000);
        Path out = directory.resolve("out.jsonl");
        try (TestWeb web = TestWeb.start(options)) {
            run(
                    web,
                    web.frontPage(),
                    "--delay=0",
                    "--connections-per-host=" + CONNECTIONS,
                    "--max-bytes=300KiB",
                    "--allow-private-addresses",
                    "--resolve-with=" + web.dnsAddress(),
                    "-o" + out);
            List<Long> sizes = Files.readAllLines(out).stream()
                    .map(MaxBytesTest::size)
                    .sorted()
                    .toList();
            long largest = sizes.getLast();
            long all = sizes.stream().mapToLong(size -> size).sum();
            assertThat(all).isBetween(LIMIT, LIMIT + CONNECTIONS * largest);

            long before = web.journal().count(VisitKind.PAGE);
            run(web, "--resume");
            assertThat(web.journal().count(VisitKind.PAGE)).isEqualTo(before);
        }
    }

    private void run(TestWeb web, String... arguments) throws Exception {
        try (CrawlProcess crawl = CrawlProcess.start(web, directory.resolve("data"), arguments)) {
            assertThat(crawl.await(60)).as(crawl.said()).isZero();
        }
        assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    private static long size(String record) {
        Matcher matcher = SIZE.matcher(record);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
