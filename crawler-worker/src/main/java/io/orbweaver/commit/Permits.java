package io.orbweaver.commit;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Table;

/** Where the store keeps how many permits a shard gave back for a crawl: a number that only grows. */
final class Permits {
    private static final int RETURNED = 'r';

    private Permits() {}

    static byte[] key(int shard, int crawl) {
        return new ByteWriter(7).u16(shard).u32(crawl).u8(RETURNED).toBytes();
    }

    static long returned(KeyValueStore store, int shard, int crawl) {
        byte[] value = store.get(Table.META, key(shard, crawl));
        return value == null ? 0 : new ByteReader(value).u64();
    }
}
