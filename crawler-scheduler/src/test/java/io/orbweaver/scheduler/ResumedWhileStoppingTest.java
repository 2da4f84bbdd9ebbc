package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Tally;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crawl whose process ended while it was stopping goes on when it is resumed. The stop was still waited for, and the
 * first heartbeat of the next process ended the crawl.
 */
class ResumedWhileStoppingTest {
    @TempDir
    Path directory;

    @Test
    void theNextHeartbeatDoesNotEndIt() {
        StoreSettings settings = new StoreSettings(8 << 20, 8 << 20, Duration.ofSeconds(1));
        try (RocksStore store = RocksStore.open(directory.resolve("store"), settings)) {
            Scheduler first = scheduler(store);
            int crawl = first.create(CrawlSpec.defaults(List.of("http://site.test/")), 0, Instant.EPOCH);
            new SpokenWorker(first, "worker", 0).beat(0);
            first.stop(crawl, 0, Instant.EPOCH);
            assertThat(first.status(crawl).state()).isEqualTo(State.STOPPING);

            Scheduler second = scheduler(store);
            second.resume(crawl, 0);
            new SpokenWorker(second, "worker", 0)
                    .beat(0, new CrawlReport(crawl, Long.MAX_VALUE, false, 0, 0, new Tally()));

            assertThat(second.status(crawl).state()).isEqualTo(State.RUNNING);
        }
    }

    private static Scheduler scheduler(RocksStore store) {
        return new Scheduler(
                store,
                new Scheduler.Settings("cluster", 256, Duration.ZERO, Duration.ZERO, PolitenessConfig.defaults()),
                0);
    }
}
