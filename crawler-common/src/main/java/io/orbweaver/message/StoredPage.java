package io.orbweaver.message;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * The record of one committed answer and its place on its shard. Immutable.
 *
 * @param order grows with every commit of the crawl on the shard; above zero
 */
public record StoredPage(long order, PageRecord record) {

    void encode(ByteWriter out) {
        out.u16(record.shard()).u64(order).bytes(RecordCodec.encode(record));
    }

    static StoredPage decode(ByteReader in) {
        int shard = in.u16();
        return new StoredPage(in.u64(), RecordCodec.decode(shard, in.bytes()));
    }
}
