package io.orbweaver.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Duration ELAPSED = Duration.ofSeconds(100);

    @Test
    void aFinishedCrawlSaysWhatItDid() {
        Summary summary = new Summary(
                SampleCrawls.ended(CrawlStatus.Reason.MAX_PAGES),
                ELAPSED,
                0,
                Path.of("data"),
                List.of(Path.of("site.jsonl")),
                List.of(),
                "orbweaver crawl --resume");

        assertThat(summary.lines(Style.plain()))
                .containsExactly(
                        "Crawl finished: it has its 1,000 pages.",
                        "  pages    412 in 1 min 40 s (4.1/s), 12.4 MiB",
                        "  answers  200: 398, 301: 9, 404: 14",
                        "  failed   7: timeout 4, name lookup 3",
                        "  left out 3,204: scope 3,000, robots 204",
                        "  copies   3 pages",
                        "  queued   3,120 URLs",
                        "  data     data",
                        "  written  site.jsonl",
                        "  go on    orbweaver crawl --resume --max-pages N");
    }

    @Test
    void anInterruptedOneSaysHowToGoOn() {
        Summary summary = new Summary(
                SampleCrawls.ended(null),
                ELAPSED,
                312,
                Path.of("data"),
                List.of(),
                List.of(Path.of("site.jsonl.part")),
                "orbweaver crawl --resume");

        assertThat(summary.lines(Style.plain()))
                .startsWith(
                        "Crawl interrupted; everything fetched so far is saved.",
                        "  pages    412 (100 in this run) in 1 min 40 s (1.0/s), 12.4 MiB")
                .endsWith("  so far   site.jsonl.part", "  go on    orbweaver crawl --resume");
    }

    @Test
    void oneThatFetchedNothingSaysSo() {
        Summary summary = new Summary(SampleCrawls.fruitless(), ELAPSED, 0, null, List.of(), List.of(), null);

        assertThat(summary.lines(Style.plain()))
                .containsExactly(
                        "Crawl finished, but nothing could be fetched.",
                        "  pages    0 in 1 min 40 s (0/s), 0 B",
                        "  failed   1: name lookup 1");
    }

    @Test
    void aCrawlThatALimitEndedNamesIt() {
        assertThat(lines(SampleCrawls.limited(CrawlStatus.Reason.MAX_DURATION, 0)))
                .startsWith("Crawl finished: its time of 1s is over, but nothing could be fetched.")
                .endsWith("  go on    orbweaver crawl --resume --max-duration D");
        assertThat(lines(SampleCrawls.limited(CrawlStatus.Reason.MAX_BYTES, 5)))
                .startsWith("Crawl finished: its 10MiB are fetched.")
                .endsWith("  go on    orbweaver crawl --resume --max-bytes SIZE");
    }

    private static List<String> lines(CrawlStatus crawl) {
        return new Summary(crawl, ELAPSED, 0, null, List.of(), List.of(), "orbweaver crawl --resume")
                .lines(Style.plain());
    }
}
