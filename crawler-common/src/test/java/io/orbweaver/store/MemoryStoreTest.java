package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryStoreTest extends KeyValueStoreContract {
    @Override
    KeyValueStore open() {
        return new MemoryStore();
    }

    @Override
    KeyValueStore reopen(KeyValueStore store) {
        store.close();
        return ((MemoryStore) store).copy();
    }

    @Test
    void aCopySharesNothing() {
        MemoryStore store = new MemoryStore();
        Batch batch = new Batch();
        batch.put(Table.META, new byte[] {1}, new byte[] {2});
        store.write(batch);

        MemoryStore copy = store.copy();
        batch.put(Table.META, new byte[] {1}, new byte[] {3});
        store.write(batch);

        assertThat(copy.get(Table.META, new byte[] {1})).containsExactly(2);
    }
}
