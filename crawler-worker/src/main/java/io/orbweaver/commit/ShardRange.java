package io.orbweaver.commit;

import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.util.List;
import java.util.Objects;

/**
 * One shard as a range of every table: read piece by piece where it is closed, written piece by piece where it goes.
 * Blocks; owned by the store's only writer.
 */
public final class ShardRange {
    /** The tables that hold shards, in the order they travel; the one with the epoch comes last. */
    private static final List<Table> TABLES = List.of(
            Table.URLS,
            Table.LAST_MODIFIED,
            Table.QUEUE,
            Table.DUE,
            Table.HOSTS,
            Table.HOST_QUEUES,
            Table.PAGES,
            Table.BODIES,
            Table.DIGESTS,
            Table.OUTBOX,
            Table.INBOX,
            Table.META);

    private final KeyValueStore store;
    private final int shard;
    private final byte[] from;
    private final byte[] to;

    public ShardRange(KeyValueStore store, int shard) {
        this.store = store;
        this.shard = shard;
        this.from = Keys.shard(shard);
        this.to = Objects.requireNonNull(Keys.after(from));
    }

    /**
     * A piece of it.
     *
     * @param pairs tables, keys and values
     * @param next where the next piece begins, empty after the last
     */
    public record Piece(byte[] pairs, byte[] next) {
        public boolean last() {
            return next.length == 0;
        }
    }

    /** Reads about {@code bytes} from where the last piece ended; empty: from the front. */
    public Piece read(byte[] cursor, int bytes) {
        int table = cursor.length == 0 ? 0 : cursor[0];
        byte[] begin = cursor.length < 2 ? from : new ByteReader(cursor, 1).rest();
        ByteWriter out = new ByteWriter(bytes + 4096);
        byte[][] stopped = new byte[1][];
        for (; table < TABLES.size(); table++) {
            int index = table;
            store.scan(TABLES.get(table), begin, to, (key, value) -> {
                if (out.length() >= bytes) {
                    stopped[0] = key;
                    return false;
                }
                out.u8(index).bytes(key).bytes(value);
                return true;
            });
            if (stopped[0] != null) {
                byte[] next = new ByteWriter(40).u8(index).raw(stopped[0]).toBytes();
                return new Piece(out.toBytes(), next);
            }
            begin = from;
        }
        return new Piece(out.toBytes(), new byte[0]);
    }

    /** Writes a piece that was read elsewhere. */
    public void write(byte[] pairs) {
        Batch batch = new Batch();
        ByteReader in = new ByteReader(pairs);
        while (in.more()) {
            Table table = TABLES.get(in.u8());
            byte[] key = in.bytes();
            if (key.length < 2 || new ByteReader(key).u16() != shard) {
                throw new IllegalStateException("a piece of shard " + shard + " holds keys of another one");
            }
            batch.put(table, key, in.bytes());
        }
        store.write(batch);
    }

    /** Deletes everything of it. {@code epoch}: what the disk remembers of the shard, nothing where it is zero. */
    public void clear(long epoch) {
        Batch batch = new Batch();
        TABLES.forEach(table -> batch.deleteRange(table, from, to));
        if (epoch > 0) {
            batch.put(Table.META, from, new ByteWriter(8).u64(epoch).toBytes());
        }
        store.write(batch);
    }
}
