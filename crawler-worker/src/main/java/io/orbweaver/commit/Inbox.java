package io.orbweaver.commit;

import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.HashMap;
import java.util.Map;

/**
 * Which batches of links were taken in. The last sequence of each sender is written with the admission of its links, so
 * a batch that comes twice changes nothing the second time. Senders send in order, one batch at a time. Owned by the
 * store's only writer.
 */
final class Inbox {
    private final KeyValueStore store;
    private final Map<Long, Long> inBatch = new HashMap<>();

    Inbox(KeyValueStore store) {
        this.store = store;
    }

    /** Whether the batch is new; then it counts as taken in once {@code batch} is written. */
    boolean accept(int shard, int from, long sequence, Batch batch) {
        byte[] key = Keys.inbox(shard, from);
        Long last = inBatch.get((long) shard << 16 | from);
        if (last == null) {
            byte[] value = store.get(Table.INBOX, key);
            last = value == null ? 0 : new ByteReader(value).u64();
        }
        if (sequence <= last) {
            return false;
        }
        inBatch.put((long) shard << 16 | from, sequence);
        batch.put(Table.INBOX, key, new ByteWriter(8).u64(sequence).toBytes());
        return true;
    }

    void committed() {
        inBatch.clear();
    }
}
