package io.orbweaver.terminal;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Crawls to show. */
final class SampleCrawls {
    private SampleCrawls() {}

    static CrawlStatus busy() {
        return crawl(
                CrawlStatus.State.RUNNING,
                null,
                new CrawlStatus.Counts(
                        4000,
                        3120,
                        12,
                        412,
                        9,
                        7,
                        3204,
                        3,
                        13_000_000,
                        Map.of(200, 398L, 301, 9L, 404, 14L),
                        Map.of(FailureKind.DNS, 3L, FailureKind.TIMEOUT, 4L, FailureKind.TLS, 0L),
                        Map.of(Exclusion.SCOPE, 3000L, Exclusion.ROBOTS, 204L),
                        12.44,
                        1_250_000,
                        8));
    }

    static CrawlStatus ended(CrawlStatus.@Nullable Reason reason) {
        return crawl(CrawlStatus.State.FINISHED, reason, busy().counts());
    }

    static CrawlStatus fruitless() {
        return crawl(
                CrawlStatus.State.FINISHED,
                CrawlStatus.Reason.EXHAUSTED,
                new CrawlStatus.Counts(
                        1, 0, 0, 0, 0, 1, 0, 0, 0, Map.of(), Map.of(FailureKind.DNS, 1L), Map.of(), 0, 0, 0));
    }

    /** One that had a second and 10 MiB, and has a URL left. */
    static CrawlStatus limited(CrawlStatus.Reason reason, long fetched) {
        CrawlStatus.Counts counts =
                new CrawlStatus.Counts(1, 1, 0, fetched, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, 0);
        CrawlSpec plain = CrawlSpec.defaults(List.of("https://example.com/"));
        CrawlSpec spec = new CrawlSpec(
                plain.name(),
                plain.seeds(),
                plain.scope(),
                new CrawlSpec.Limits(0, 0, 0, 10 << 20, Duration.ofSeconds(1)),
                plain.politeness(),
                plain.follow(),
                plain.headers());
        return new CrawlStatus(
                1, spec, CrawlStatus.State.FINISHED, reason, Instant.EPOCH, Instant.EPOCH, null, counts, List.of());
    }

    private static CrawlStatus crawl(
            CrawlStatus.State state, CrawlStatus.@Nullable Reason reason, CrawlStatus.Counts counts) {
        CrawlSpec spec = CrawlSpec.defaults(List.of("https://example.com/docs/"));
        return new CrawlStatus(1, spec, state, reason, Instant.EPOCH, Instant.EPOCH, null, counts, List.of());
    }
}
