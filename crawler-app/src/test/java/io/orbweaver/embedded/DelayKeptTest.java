package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Between the end of a response and the next request to the same host lies at least the delay, by the server's clock, and
 * no host sees a second connection. What the server measures may be a few milliseconds short of it: it sees the request
 * before and the end of its response after the crawler does.
 */
class DelayKeptTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} hosts")
    @CsvSource({"1, 30, 100", "50, 10, 200", "500, 4, 500"})
    void noHostIsAskedAgainBeforeItsDelayIsOver(int hosts, int pages, int delayMillis) throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withHosts(hosts)
                .withPagesPerHost(pages)
                .withMedianPageSize(2_000)
                .withJitter(Duration.ofMillis(10));
        Path out = directory.resolve("out.txt");
        try (TestWeb web = TestWeb.start(options)) {
            String[] arguments = CrawlProcess.wholeWeb(web, delayMillis + "ms");
            arguments = Arrays.copyOf(arguments, arguments.length + 1);
            arguments[arguments.length - 1] = "-o" + out;
            try (CrawlProcess crawl = CrawlProcess.start(web, directory.resolve("data"), arguments)) {
                assertThat(crawl.await(120)).as(crawl.said()).isZero();
            }
            assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
            Duration gap = web.journal().smallestGap().orElseThrow();
            System.out.println(hosts + " hosts, delay " + delayMillis + " ms, smallest gap " + gap);
            assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis(delayMillis));
            assertThat(web.journal().duplicates()).isZero();
            for (int host = 0; host < hosts; host++) {
                assertThat(web.journal().peakConnections(web.hostName(host))).isLessThanOrEqualTo(1);
            }
            assertThat(Files.readAllLines(out)).containsAll(web.pageUrls());
        }
    }
}
