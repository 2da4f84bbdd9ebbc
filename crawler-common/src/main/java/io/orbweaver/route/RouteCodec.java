package io.orbweaver.route;

import io.orbweaver.message.Discovery;
import io.orbweaver.message.Outgoing;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Links and their acknowledgements as bytes. Pure. */
public final class RouteCodec {
    private RouteCodec() {}

    public static byte[] encodeBatches(List<LinkBatch> batches) {
        ByteWriter out = new ByteWriter(1024).varint(batches.size());
        for (LinkBatch batch : batches) {
            out.u16(batch.from()).varint(batch.sequence()).varint(batch.version());
            out.varint(batch.byShard().size());
            batch.byShard().forEach((shard, found) -> {
                out.u16(shard).varint(found.size());
                found.forEach(each -> Outgoing.write(out, each));
            });
        }
        return out.toBytes();
    }

    /** @throws RuntimeException for what {@link #encodeBatches} did not write */
    public static List<LinkBatch> decodeBatches(byte[] message) {
        ByteReader in = new ByteReader(message);
        List<LinkBatch> batches = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            batches.add(new LinkBatch(in.u16(), in.varint(), in.varint(), byShard(in)));
        }
        return batches;
    }

    private static Map<Integer, List<Discovery>> byShard(ByteReader in) {
        Map<Integer, List<Discovery>> byShard = new TreeMap<>();
        for (long left = in.varint(); left > 0; left--) {
            int shard = in.u16();
            List<Discovery> found = new ArrayList<>();
            for (long each = in.varint(); each > 0; each--) {
                found.add(Outgoing.read(in));
            }
            byShard.put(shard, found);
        }
        return byShard;
    }

    /** Writes acknowledgements behind what {@code out} holds. */
    public static byte[] encodeAcks(ByteWriter out, List<LinkAck> acks) {
        out.varint(acks.size());
        for (LinkAck ack : acks) {
            out.u16(ack.from()).varint(ack.sequence()).varint(ack.shards().size());
            ack.shards().forEach(out::u16);
        }
        return out.toBytes();
    }

    /** @throws RuntimeException for what {@link #encodeAcks} did not write */
    public static List<LinkAck> decodeAcks(ByteReader in) {
        List<LinkAck> acks = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            int from = in.u16();
            long sequence = in.varint();
            Set<Integer> shards = new TreeSet<>();
            for (long each = in.varint(); each > 0; each--) {
                shards.add(in.u16());
            }
            acks.add(new LinkAck(from, sequence, shards));
        }
        return acks;
    }
}
