package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class RocksStoreTest extends KeyValueStoreContract {
    private static final byte[] KEY = {0, 1};

    @TempDir
    private Path directory;

    @Override
    KeyValueStore open() {
        return RocksStore.open(directory.resolve("store"), StoreSettings.DEFAULTS);
    }

    @Override
    KeyValueStore reopen(KeyValueStore store) {
        store.close();
        return open();
    }

    @Test
    void writesBodiesToBlobFiles() throws IOException {
        Path path = directory.resolve("bodies");
        byte[] body = new byte[4 << 10];
        new Random(1).nextBytes(body);
        try (RocksStore store = RocksStore.open(path, StoreSettings.DEFAULTS)) {
            Batch batch = new Batch();
            batch.put(Table.BODIES, KEY, body);
            store.write(batch);
        }

        RocksStore.open(path, StoreSettings.DEFAULTS).close();
        try (Stream<Path> files = Files.list(path)) {
            assertThat(files.filter(file -> file.toString().endsWith(".blob")))
                    .singleElement()
                    .satisfies(blob -> assertThat(Files.size(blob)).isGreaterThan(body.length));
        }
    }

    @Test
    void aStoreThatIsOnlyReadShowsWhatItsLogHoldsAndTakesNoWrites() {
        Path path = directory.resolve("read");
        Batch batch = new Batch();
        batch.put(Table.URLS, KEY, new byte[] {7});
        try (RocksStore store = RocksStore.open(path, StoreSettings.DEFAULTS)) {
            store.write(batch);
        }

        try (RocksStore store = RocksStore.openReadOnly(path, StoreSettings.DEFAULTS)) {
            assertThat(store.get(Table.URLS, KEY)).containsExactly(7);
            assertThatThrownBy(() -> store.write(batch)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aStoreThatIsNotThereIsNotMadeToBeRead() {
        Path path = directory.resolve("nowhere");
        assertThatThrownBy(() -> RocksStore.openReadOnly(path, StoreSettings.DEFAULTS))
                .isInstanceOf(StoreException.class);
        assertThat(path).doesNotExist();
    }

    @Test
    void tunesTheTablesAsIntended() throws IOException {
        Path path = directory.resolve("tuned");
        RocksStore.open(path, StoreSettings.DEFAULTS).close();

        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "OPTIONS-*")) {
            for (Path file : files) {
                text.append(Files.readString(file));
            }
        }
        String options = text.toString();
        String urls = options.substring(options.indexOf("[TableOptions/BlockBasedTable \"urls\"]"));
        assertThat(urls.substring(0, urls.indexOf("[CFOptions")))
                .contains("id=ribbonfilter:10:-1", "partition_filters=true", "kTwoLevelIndexSearch");
        String bodies = options.substring(options.indexOf("[CFOptions \"bodies\"]"));
        assertThat(bodies.substring(0, bodies.indexOf("[TableOptions")))
                .contains("enable_blob_files=true", "min_blob_size=1024", "blob_compression_type=kNoCompression")
                .contains("enable_blob_garbage_collection=false", "compression=kLZ4Compression");
        assertThat(options).contains("max_total_wal_size=268435456", "max_background_jobs=2");
    }

    @Test
    void tablesShareOneCache() throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (RocksOptions options = RocksOptions.forReading(StoreSettings.DEFAULTS);
                FlushOptions flush = new FlushOptions();
                RocksDB database = RocksDB.open(
                        options.database(), directory.resolve("shared").toString(), options.families(), handles)) {
            ColumnFamilyHandle first = handles.get(1);
            ColumnFamilyHandle last = handles.getLast();
            long before = database.getLongProperty(last, "rocksdb.block-cache-usage");
            database.put(first, KEY, KEY);
            database.flush(flush, first);
            assertThat(database.get(first, KEY)).isEqualTo(KEY);

            assertThat(database.getLongProperty(last, "rocksdb.block-cache-usage"))
                    .isGreaterThan(before)
                    .isEqualTo(database.getLongProperty(first, "rocksdb.block-cache-usage"));
            assertThat(database.getLongProperty(last, "rocksdb.block-cache-capacity"))
                    .isEqualTo(StoreSettings.DEFAULTS.blockCacheBytes());
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    @Test
    @Timeout(60)
    void takesNoWritesOnceItsLogIsNotDurable() {
        StoreSettings settings = new StoreSettings(1 << 20, 12 << 20, Duration.ofMillis(1));
        RocksDBException full = new RocksDBException(
                "No space left on device", new Status(Status.Code.IOError, Status.SubCode.NoSpace, "full"));
        RocksStore store = RocksStore.open(directory.resolve("unsynced"), settings, database -> () -> {
            throw full;
        });
        Batch batch = new Batch();
        batch.put(Table.META, KEY, KEY);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> {
                    while (true) {
                        store.write(batch);
                    }
                })
                .withMessageContaining("takes no writes until it is opened again")
                .withMessageContaining("disk is full")
                .returns(StoreException.Kind.DISK_FULL, StoreException::kind);
        assertThat(store.get(Table.META, KEY)).isEqualTo(KEY);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::close)
                .withMessageContaining("may not have reached the disk");
        store.close();
        RocksStore.open(directory.resolve("unsynced"), settings).close();
    }

    @Test
    @Timeout(60)
    void closingEndsAScanUnderWay() throws InterruptedException {
        RocksStore store = RocksStore.open(directory.resolve("scanned"), StoreSettings.DEFAULTS);
        Batch batch = new Batch();
        batch.put(Table.META, new byte[] {1}, KEY);
        batch.put(Table.META, new byte[] {2}, KEY);
        store.write(batch);
        Thread closing = new Thread(store::close);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.scan(Table.META, new byte[] {0}, new byte[] {9}, (key, value) -> {
                    assertThatIllegalStateException().isThrownBy(store::close);
                    closing.start();
                    awaitRefusal(store);
                    return true;
                }))
                .withMessageContaining("is closed");
        closing.join();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.write(batch));
    }

    private static void awaitRefusal(RocksStore store) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> {
            while (true) {
                store.get(Table.META, KEY);
            }
        });
    }

    @Test
    void isOpenedOnce() {
        Path path = directory.resolve("once");
        RocksStore first = RocksStore.open(path, StoreSettings.DEFAULTS);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RocksStore.open(path, StoreSettings.DEFAULTS))
                .returns(StoreException.Kind.IN_USE, StoreException::kind);
        first.close();
        first.close();
        RocksStore.open(path, StoreSettings.DEFAULTS).close();
    }

    @Test
    void doesNotTakeDataWithoutCurrentForANewStore() throws IOException {
        Path path = directory.resolve("lost");
        RocksStore.open(path, StoreSettings.DEFAULTS).close();
        Files.delete(path.resolve("CURRENT"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RocksStore.open(path, StoreSettings.DEFAULTS))
                .withMessageContaining("CURRENT is missing")
                .returns(StoreException.Kind.CORRUPT, StoreException::kind);
    }

    @Test
    void tellsFailuresApartByTheirStatus() {
        assertThat(StoreException.kindOf(new Status(Status.Code.IOError, Status.SubCode.NoSpace, null)))
                .isEqualTo(StoreException.Kind.DISK_FULL);
        assertThat(StoreException.kindOf(new Status(Status.Code.Corruption, Status.SubCode.None, null)))
                .isEqualTo(StoreException.Kind.CORRUPT);
        assertThat(StoreException.kindOf(new Status(Status.Code.IOError, Status.SubCode.None, null)))
                .isEqualTo(StoreException.Kind.OTHER);
        assertThat(StoreException.kindOf(null)).isEqualTo(StoreException.Kind.OTHER);
    }
}
