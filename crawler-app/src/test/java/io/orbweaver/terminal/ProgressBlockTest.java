package io.orbweaver.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBlockTest {
    private static final Duration ELAPSED = Duration.ofSeconds(83);

    @Test
    void theBlockShowsEverything() {
        Style style = new Style(true, false, true, 80);

        assertThat(ProgressBlock.block(SampleCrawls.busy(), ELAPSED, false, style))
                .containsExactly(
                        "https://example.com/docs/                                        running   1:23",
                        "  ━━━━━━━━━━━━━━━━────────────────────────  41%",
                        "  pages    412 of 1,000          12.4/s        queued  3,120",
                        "  bytes    12.4 MiB              1.2 MiB/s     hosts   8 active",
                        "  errors   7 errors: timeout 4 · name lookup 3");
    }

    @Test
    void withoutUnicodeItIsAscii() {
        Style style = new Style(true, false, false, 80);

        assertThat(String.join("\n", ProgressBlock.block(SampleCrawls.busy(), ELAPSED, true, style)))
                .contains("stopping", "in flight; interrupt again", "################----", "timeout 4, name lookup 3")
                .matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 10, 12, 20, 30, 49, 50, 51, 52, 60, 80, 200})
    void noLineIsWiderThanTheTerminalLeavesRoomFor(int width) {
        for (boolean colour : List.of(true, false)) {
            Style style = new Style(true, colour, true, width);
            assertThat(ProgressBlock.block(SampleCrawls.busy(), ELAPSED, false, style))
                    .allSatisfy(line -> assertThat(line.replaceAll("\u001b\\[[0-9]*m", ""))
                            .hasSizeLessThanOrEqualTo(Math.max(1, width - 1)));
        }
    }

    @Test
    void coloursChangeNothingElse() {
        List<String> plain = ProgressBlock.block(SampleCrawls.busy(), ELAPSED, false, new Style(true, false, true, 80));
        List<String> coloured =
                ProgressBlock.block(SampleCrawls.busy(), ELAPSED, false, new Style(true, true, true, 80));

        assertThat(coloured).isNotEqualTo(plain);
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]*m", "")))
                .isEqualTo(plain);
    }

    @Test
    void whatDoesNotRunSaysSo() {
        CrawlStatus busy = SampleCrawls.busy();
        CrawlStatus paused = new CrawlStatus(
                1, busy.spec(), CrawlStatus.State.PAUSED, null, Instant.EPOCH, Instant.EPOCH, null, busy.counts());

        assertThat(ProgressBlock.line(paused, ELAPSED)).startsWith("1:23  paused: 412 pages (");
        assertThat(ProgressBlock.block(paused, ELAPSED, false, new Style(true, false, true, 80))
                        .getFirst())
                .endsWith("   paused   1:23");
    }

    @Test
    void theLineShowsEverythingToo() {
        assertThat(ProgressBlock.line(SampleCrawls.busy(), ELAPSED))
                .isEqualTo("1:23  412 pages (12.4/s), 3,120 queued, 8 hosts active, 12.4 MiB,"
                        + " 7 errors: timeout 4, name lookup 3");
    }
}
