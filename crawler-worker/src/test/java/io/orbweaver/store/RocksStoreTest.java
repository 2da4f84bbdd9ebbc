package io.orbweaver.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest extends KeyValueStoreContract {
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
}
