package io.orbweaver.scheduler;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Instant;

/**
 * A worker as the scheduler keeps it.
 *
 * @param storeId of its data directory
 * @param epoch of its last process
 * @param address where its endpoints are
 * @param since when that process introduced itself
 * @param draining whether all its shards are to go elsewhere
 */
record NodeRow(String id, String storeId, long epoch, String address, Instant since, boolean draining) {
    byte[] encode() {
        return new ByteWriter(64)
                .text(storeId)
                .varint(epoch)
                .text(address)
                .varint(since.toEpochMilli())
                .u8(draining ? 1 : 0)
                .toBytes();
    }

    static NodeRow decode(String id, byte[] value) {
        ByteReader in = new ByteReader(value);
        String storeId = in.text();
        long epoch = in.varint();
        String address = in.text();
        Instant since = Instant.ofEpochMilli(in.varint());
        return new NodeRow(id, storeId, epoch, address, since, in.u8() == 1);
    }

    NodeRow asDraining() {
        return new NodeRow(id, storeId, epoch, address, since, true);
    }
}
