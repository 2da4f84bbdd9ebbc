package io.orbweaver.scheduler;

import io.orbweaver.message.ShardTable.Row;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shard table and the workers on the scheduler's disk. Owned by one thread. */
final class ShardJournal {
    private static final byte[] START = new byte[0];
    /** Behind the numbers of all shards. */
    private static final byte[] HEAD = {(byte) 0xff, (byte) 0xff};

    private final KeyValueStore store;

    ShardJournal(KeyValueStore store) {
        this.store = store;
    }

    /**
     * The numbers beside the table.
     *
     * @param version of the table
     * @param epoch the highest that was ever given out
     * @param shards how many there are, zero before the first start
     */
    record Head(long version, long epoch, int shards) {}

    Head head() {
        byte[] value = store.get(Table.SHARDS, HEAD);
        if (value == null) {
            return new Head(0, 0, 0);
        }
        ByteReader in = new ByteReader(value);
        return new Head(in.varint(), in.varint(), (int) in.varint());
    }

    List<Row> rows(int shards) {
        List<Row> rows = new ArrayList<>(Collections.nCopies(shards, Row.UNOWNED));
        store.scan(Table.SHARDS, START, HEAD, (key, value) -> {
            ByteReader in = new ByteReader(value);
            rows.set(
                    new ByteReader(key).u16(),
                    new Row(in.optional(), in.varint(), in.varint(), in.optional(), in.u8() == 1));
            return true;
        });
        return rows;
    }

    Map<String, NodeRow> nodes() {
        Map<String, NodeRow> nodes = new TreeMap<>();
        store.scan(Table.NODES, START, Keys.end(), (key, value) -> {
            String id = new String(key, StandardCharsets.UTF_8);
            nodes.put(id, NodeRow.decode(id, value));
            return true;
        });
        return nodes;
    }

    /** Changes gathered for one atomic write. */
    static void put(Batch batch, Head head) {
        batch.put(
                Table.SHARDS,
                HEAD,
                new ByteWriter(16)
                        .varint(head.version())
                        .varint(head.epoch())
                        .varint(head.shards())
                        .toBytes());
    }

    static void put(Batch batch, int shard, Row row) {
        ByteWriter value = new ByteWriter(32).optional(row.owner()).varint(row.epoch());
        value.varint(row.since()).optional(row.target()).u8(row.closed() ? 1 : 0);
        batch.put(Table.SHARDS, new ByteWriter(2).u16(shard).toBytes(), value.toBytes());
    }

    static void put(Batch batch, NodeRow node) {
        batch.put(Table.NODES, node.id().getBytes(StandardCharsets.UTF_8), node.encode());
    }

    static void delete(Batch batch, NodeRow node) {
        batch.delete(Table.NODES, node.id().getBytes(StandardCharsets.UTF_8));
    }

    void write(Batch batch) {
        store.write(batch);
    }
}
