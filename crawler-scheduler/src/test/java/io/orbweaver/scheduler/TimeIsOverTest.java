package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.message.HeartbeatReply.Order;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crawl that is resumed when its time is over starts nothing. It was ordered to run until a worker had reported on it,
 * and requests went out meanwhile.
 */
class TimeIsOverTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void aWorkerIsNeverToldToRunIt() {
        StoreSettings settings = new StoreSettings(8 << 20, 8 << 20, Duration.ofSeconds(1));
        CrawlSpec seeds = CrawlSpec.defaults(List.of("http://site.test/"));
        CrawlSpec.Limits limits = new CrawlSpec.Limits(0, 0, 0, 0, Duration.ofSeconds(10));
        CrawlSpec spec = new CrawlSpec(
                seeds.name(),
                seeds.seeds(),
                seeds.scope(),
                limits,
                seeds.politeness(),
                seeds.follow(),
                seeds.headers());
        try (RocksStore store = RocksStore.open(directory.resolve("store"), settings)) {
            Scheduler first = new Scheduler(
                    store,
                    new Scheduler.Settings("cluster", 256, Duration.ZERO, Duration.ZERO, PolitenessConfig.defaults()),
                    0);
            int crawl = first.create(spec, 0, Instant.EPOCH);
            assertThat(order(first, 9 * SECOND).running()).isTrue();
            first.pause(crawl, 9 * SECOND);

            Scheduler second = new Scheduler(
                    store,
                    new Scheduler.Settings("cluster", 256, Duration.ZERO, Duration.ZERO, PolitenessConfig.defaults()),
                    0);
            second.resume(crawl, 0);
            assertThat(order(second, SECOND / 2).running()).isTrue();
            assertThat(order(second, SECOND).running()).isFalse();
        }
    }

    /** The answer to a worker that does not know the crawl yet. */
    private static Order order(Scheduler scheduler, long now) {
        return new SpokenWorker(scheduler, "worker" + now, now)
                .beat(now)
                .crawls()
                .getFirst();
    }
}
