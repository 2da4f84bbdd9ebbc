package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.message.Discovery;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every seed is delivered once, in order, however many wait on disk behind those in memory. */
class SpoolTest {
    private static final int ENTRIES = 100;

    @TempDir
    Path directory;

    private RocksStore store;
    private Scheduler scheduler;
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void open() {
        store = RocksStore.open(directory.resolve("store"), new StoreSettings(8 << 20, 8 << 20, Duration.ofSeconds(1)));
        scheduler = new Scheduler(
                store,
                new Scheduler.Settings("cluster", 1, Duration.ZERO, Duration.ZERO, PolitenessConfig.defaults()),
                0);
        new SpokenWorker(scheduler, "worker", 0).beat(0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private int crawl() {
        return scheduler.create(CrawlSpec.defaults(List.of("http://site.test/")), 0, Instant.EPOCH);
    }

    private void addSeeds(int crawl, String path, int from, int to) {
        IntStream.range(from, to)
                .forEach(seed -> scheduler.seeds(crawl, List.of("http://site.test/" + path + seed), 0));
    }

    /** Takes what there is, at most so many entries. */
    private void take(int most) {
        for (int entry = 0; entry < most; entry++) {
            List<Outbox.Delivery> deliveries = scheduler.poll(entry);
            for (Outbox.Delivery delivery : deliveries) {
                LinkBatch batch = delivery.batch();
                for (Discovery found :
                        batch.byShard().values().stream().flatMap(List::stream).toList()) {
                    found.links().forEach(link -> taken.add(link.toString()));
                }
                scheduler.acknowledged(new LinkAck(
                        batch.from(), batch.sequence(), batch.byShard().keySet()));
            }
        }
    }

    private static List<String> expected(String path, int count) {
        List<String> urls = new ArrayList<>(List.of("http://site.test/"));
        IntStream.range(0, count).forEach(seed -> urls.add("http://site.test/" + path + seed));
        return urls;
    }

    @Test
    void seedsThatComeWhileOthersWaitKeepTheirOrder() {
        int crawl = crawl();
        addSeeds(crawl, "", 0, 60);
        take(30);
        addSeeds(crawl, "", 60, ENTRIES);
        take(1_000);
        assertThat(taken).isEqualTo(expected("", ENTRIES));
    }

    @Test
    void aRestartGoesOnBehindWhatWasTaken() {
        int crawl = crawl();
        addSeeds(crawl, "", 0, ENTRIES);
        take(40);
        close();
        open();
        take(1_000);
        assertThat(taken).isEqualTo(expected("", ENTRIES));
    }

    @Test
    void theSeedsOfADeletedCrawlAreNotDelivered() {
        int gone = crawl();
        addSeeds(gone, "gone", 0, 50);
        int kept = crawl();
        addSeeds(kept, "kept", 0, 50);
        scheduler.delete(gone);
        take(1_000);
        assertThat(taken).isEqualTo(expected("kept", 50));
    }
}
