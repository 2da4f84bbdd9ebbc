package io.orbweaver.app;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.crawl.RecordOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Crawls that end as a test says, at once, with one page for each page they count. Keeps what it was asked for. */
final class ScriptedCrawl implements CrawlSessions {
    final List<CrawlOptions> started = new ArrayList<>();
    boolean closed;
    CrawlStatus.State state = CrawlStatus.State.FINISHED;
    CrawlStatus.@Nullable Reason reason = CrawlStatus.Reason.EXHAUSTED;
    long fetched = 2;
    long failed;
    long redirects;

    @Nullable
    RuntimeException breakdown;

    @Override
    public CrawlSession start(CrawlOptions options) {
        try {
            Files.createDirectories(options.data());
            OptionsFile.write(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started.add(options);
        return new Session(options.spec());
    }

    @Override
    public CrawlSession resume(CrawlOptions options) {
        return start(options);
    }

    private final class Session implements CrawlSession {
        private final CrawlSpec spec;

        Session(CrawlSpec spec) {
            this.spec = spec;
        }

        @Override
        public @Nullable String apiAddress() {
            return null;
        }

        @Override
        public long pagesBefore() {
            return 0;
        }

        @Override
        public CrawlStatus status() {
            CrawlStatus.Counts counts = new CrawlStatus.Counts(
                    9,
                    0,
                    0,
                    fetched,
                    redirects,
                    failed,
                    0,
                    0,
                    100,
                    Map.of(200, fetched),
                    Map.of(FailureKind.DNS, failed),
                    Map.of(),
                    1,
                    1,
                    1);
            return new CrawlStatus(
                    7, spec, state, reason, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, counts, List.of());
        }

        @Override
        public CompletionStage<CrawlStatus> ended() {
            return breakdown == null
                    ? CompletableFuture.completedFuture(status())
                    : CompletableFuture.failedFuture(breakdown);
        }

        @Override
        public void interrupt() {
            reason = null;
        }

        @Override
        public Provenance provenance() {
            return new Provenance("0".repeat(32), 7, "", Instant.EPOCH, "Orbweaver/test", "", true);
        }

        @Override
        public void captures(Consumer<Capture> each) {
            for (int page = 0; page < fetched; page++) {
                each.accept(RecordOnly.of(new PageRecord(
                        "https://example.com/" + page,
                        null,
                        "example.com",
                        200,
                        null,
                        null,
                        null,
                        1,
                        1,
                        null,
                        0,
                        null,
                        Instant.EPOCH,
                        1,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        0,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        0)));
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
