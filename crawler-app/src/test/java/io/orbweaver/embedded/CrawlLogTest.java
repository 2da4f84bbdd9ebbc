package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.app.RealCommand;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlLogTest {
    @TempDir
    Path directory;

    /** It had a line for each attempt as well, and a URL that was tried again was there several times. */
    @Test
    void aUrlHasOneLineWhichCountsItsAttempts() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.64.0.1")
                .withHosts(3)
                .withPagesPerHost(5)
                .withPrivatePermil(500)
                .withUnavailablePermil(300);
        try (TestWeb web = TestWeb.start(options)) {
            Path data = directory.resolve("data");
            RealCommand crawl = RealCommand.crawl(new EmbeddedCrawls(), web, data);
            assertThat(crawl.exitCode()).as(crawl.err()).isZero();
            List<String> lines = Files.readAllLines(data.resolve("crawl.log"));
            for (int host = 0; host < 3; host++) {
                for (int page = 0; page < 5; page++) {
                    String url = "\"url\":\"" + web.url(host, page) + "\"";
                    int attempts = web.unavailableAtFirst(host, page) ? 2 : 1;
                    assertThat(lines)
                            .filteredOn(line -> line.contains(url))
                            .singleElement()
                            .asString()
                            .contains("\"attempts\":" + attempts + ",\"outcome\":\"fetched\",\"reason\":\"200\"");
                }
            }
            assertThat(lines).anyMatch(line -> line.contains("\"attempts\":2"));
            assertThat(lines)
                    .filteredOn(line -> line.contains("/private/"))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("\"attempts\":0,\"outcome\":\"excluded\",\"reason\":\"robots\""));
        }
    }
}
