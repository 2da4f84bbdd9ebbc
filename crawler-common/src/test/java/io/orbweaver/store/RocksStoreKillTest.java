package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the midst of writing loses no batch that it was told is written, and keeps no half of one. */
class RocksStoreKillTest {
    private static final int BATCHES_BEFORE_THE_KILL = 2_500;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryAcknowledgedBatchWholeOverKills() throws Exception {
        Path path = directory.resolve("store");
        for (int round = 0; round < 2; round++) {
            int acknowledged = writeUntilKilled(path);
            try (RocksStore store = RocksStore.open(path, BatchWriter.SETTINGS)) {
                int last = ByteBuffer.wrap(store.get(Table.META, BatchWriter.key(0)))
                        .getInt();
                // Printing comes after writing: the last batch may be written and not yet printed.
                assertThat(last).isBetween(acknowledged, acknowledged + 1);
                for (int number = 0; number <= last; number++) {
                    assertThat(store.get(Table.URLS, BatchWriter.key(number))).isEqualTo(BatchWriter.value(number));
                    assertThat(store.get(Table.PAGES, BatchWriter.key(number))).isEqualTo(BatchWriter.page(number));
                }
                assertThat(keys(store, Table.QUEUE)).containsExactly(last);
                assertThat(keys(store, Table.URLS)).last().isEqualTo(last);
                clear(store);
            }
        }
    }

    /** Returns the number of the last batch that the process said was written. */
    private static int writeUntilKilled(Path path) throws Exception {
        int acknowledged = -1;
        try (ChildProcess writer = ChildProcess.start(BatchWriter.class, path)) {
            while (acknowledged < BATCHES_BEFORE_THE_KILL) {
                String line = writer.line();
                assertThat(line).as("the writer goes on until it is killed").isNotNull();
                acknowledged = Integer.parseInt(line);
            }
            writer.kill();
            for (String line = writer.line(); line != null && !line.isEmpty(); line = writer.line()) {
                // The kill can cut the last line short, which makes its number smaller.
                acknowledged = Math.max(acknowledged, Integer.parseInt(line));
            }
        }
        return acknowledged;
    }

    private static void clear(RocksStore store) {
        Batch batch = new Batch();
        for (Table table : Table.values()) {
            batch.deleteRange(table, BatchWriter.key(0), BatchWriter.key(Integer.MAX_VALUE));
        }
        store.write(batch);
    }

    private static List<Integer> keys(RocksStore store, Table table) {
        List<Integer> keys = new ArrayList<>();
        store.scan(
                table,
                BatchWriter.key(0),
                BatchWriter.key(Integer.MAX_VALUE),
                (key, value) -> keys.add(ByteBuffer.wrap(key).getInt(Short.BYTES)));
        return keys;
    }
}
