package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crawl that is deleted while it runs leaves nothing on the worker's disk but what politeness knows of hosts. */
class DeletedCrawlTest {
    private static final List<Table> BY_CRAWL =
            List.of(Table.URLS, Table.QUEUE, Table.HOST_QUEUES, Table.PAGES, Table.BODIES, Table.DIGESTS, Table.META);

    @TempDir
    Path directory;

    @Test
    void nothingOfItIsLeftAndTheWorkerGoesOn() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.33.9.1")
                .withHosts(5)
                .withPagesPerHost(100)
                .withLatency(Duration.ofMillis(20));
        try (TestWeb web = TestWeb.start(options);
                WorkerFixture fixture = new WorkerFixture(directory, web, Duration.ZERO)) {
            fixture.start();
            WorkerFixture.eventually(
                    "pages are there", () -> fixture.status().counts().fetched() > 20);
            assertThat(rows(fixture)).containsKeys(Table.URLS, Table.QUEUE, Table.PAGES, Table.BODIES);

            fixture.deleting = true;

            WorkerFixture.eventually("everything is gone", () -> rows(fixture).isEmpty());
            assertThat(count(fixture, Table.HOSTS, 10)).isPositive();
            int beats = fixture.heartbeats.get();
            WorkerFixture.eventually("heartbeats go on", () -> fixture.heartbeats.get() > beats + 2);
            assertThat(rows(fixture)).isEmpty();
        }
    }

    /** The rows of the only crawl, by table; tables without any are left out. */
    private static Map<Table, Integer> rows(WorkerFixture fixture) {
        Map<Table, Integer> rows = new EnumMap<>(Table.class);
        for (Table table : BY_CRAWL) {
            int count = count(fixture, table, 6);
            if (count > 0) {
                rows.put(table, count);
            }
        }
        return rows;
    }

    private static int count(WorkerFixture fixture, Table table, int leastKey) {
        int[] count = new int[1];
        fixture.store().scan(table, new byte[0], Keys.end(), (key, value) -> {
            if (key.length >= leastKey && new ByteReader(key).u16() < WorkerFixture.SHARDS) {
                count[0]++;
            }
            return true;
        });
        return count[0];
    }
}
