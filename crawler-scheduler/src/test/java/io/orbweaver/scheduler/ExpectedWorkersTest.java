package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that start slowly share the shards all the same. The first to say hello got all of them, and handed most of them
 * on one by one, with what had been crawled meanwhile.
 */
class ExpectedWorkersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SHARDS = 256;

    @TempDir
    Path directory;

    private RocksStore store;
    private Scheduler scheduler;

    @BeforeEach
    void open() {
        StoreSettings settings = new StoreSettings(8 << 20, 8 << 20, Duration.ofSeconds(1));
        store = RocksStore.open(directory.resolve("store"), settings);
        Duration settle = Duration.ofSeconds(1);
        scheduler = new Scheduler(
                store,
                new Scheduler.Settings("cluster", SHARDS, Duration.ZERO, settle, PolitenessConfig.defaults()),
                0);
        scheduler.expect(Set.of("first", "second"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shardsWaitForAMemberThatHasNotSaidHello() {
        SpokenWorker first = new SpokenWorker(scheduler, "first", 0);
        first.beat(5 * SECOND);
        assertThat(scheduler.shardsOf("first")).isEmpty();
        SpokenWorker second = new SpokenWorker(scheduler, "second", 6 * SECOND);
        first.beat(7 * SECOND - 1);
        assertThat(scheduler.shardsOf("first")).isEmpty();
        second.beat(7 * SECOND);
        assertThat(scheduler.shardsOf("first")).hasSizeBetween(SHARDS / 3, 2 * SHARDS / 3);
        assertThat(scheduler.shardsOf("second"))
                .hasSize(SHARDS - scheduler.shardsOf("first").size());
    }

    @Test
    void theyDoNotWaitForEver() {
        SpokenWorker first = new SpokenWorker(scheduler, "first", 0);
        first.beat(10 * SECOND - 1);
        assertThat(scheduler.shardsOf("first")).isEmpty();
        first.beat(10 * SECOND);
        assertThat(scheduler.shardsOf("first")).hasSize(SHARDS);
    }
}
