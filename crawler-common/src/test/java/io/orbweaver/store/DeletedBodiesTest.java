package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of a deleted crawl stayed on disk for ever: nothing ever merged the files that referred to them. */
class DeletedBodiesTest {
    private static final int BODY = 64 << 10;

    @TempDir
    Path directory;

    private static void write(RocksStore store, int crawl, int bodies) {
        Random random = new Random(crawl);
        for (int i = 0; i < bodies; i++) {
            byte[] body = new byte[BODY];
            random.nextBytes(body);
            Batch batch = new Batch();
            batch.put(Table.BODIES, Keys.page(1, crawl, i), body);
            store.write(batch);
        }
    }

    private long bytes(String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theirDiskIsGivenBackAndThatOfOthersIsNot() {
        for (int crawl = 1; crawl <= 2; crawl++) {
            try (RocksStore store = RocksStore.open(directory, StoreSettings.DEFAULTS)) {
                write(store, crawl, 100);
            }
        }
        try (RocksStore store = RocksStore.open(directory, StoreSettings.DEFAULTS)) {
            long before = bytes(".blob");
            assertThat(before).isGreaterThanOrEqualTo(200L * BODY);
            Batch batch = new Batch();
            batch.deleteRange(Table.BODIES, Keys.crawl(1, 1), Keys.after(Keys.crawl(1, 1)));
            store.write(batch);
            store.reclaim();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (bytes(".blob") > before - 100L * BODY) {
                assertThat(System.nanoTime()).as("bytes: %d", bytes(".blob")).isLessThan(deadline);
                Thread.onSpinWait();
            }
            assertThat(store.get(Table.BODIES, Keys.page(1, 2, 99))).hasSize(BODY);
            assertThat(store.get(Table.BODIES, Keys.page(1, 1, 99))).isNull();
        }
    }

    @Test
    void aStoreClosesWhileItGivesBack() {
        RocksStore store = RocksStore.open(directory, StoreSettings.DEFAULTS);
        write(store, 1, 500);
        store.reclaim();
        store.close();
        try (RocksStore again = RocksStore.open(directory, StoreSettings.DEFAULTS)) {
            assertThat(again.get(Table.BODIES, Keys.page(1, 1, 499))).hasSize(BODY);
        }
    }
}
