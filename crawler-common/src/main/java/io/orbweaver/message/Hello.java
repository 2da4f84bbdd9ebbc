package io.orbweaver.message;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.util.UUID;

/**
 * What a worker says before anything else.
 *
 * @param node its stable name
 * @param storeId of its data directory, random: two directories under one name are two workers
 * @param process random at each start
 * @param version of the product
 * @param clusterId of the cluster that its data directory belongs to, empty where it is new
 * @param highestEpoch that its disk has seen
 * @param address where its REST endpoints are, for people
 */
public record Hello(
        String node,
        String storeId,
        UUID process,
        String version,
        String clusterId,
        long highestEpoch,
        String address) {

    /** Begins with its kind, {@link Addresses#HELLO}. */
    public byte[] encode() {
        return new ByteWriter(160)
                .u8(Addresses.HELLO)
                .text(node)
                .text(storeId)
                .u64(process.getMostSignificantBits())
                .u64(process.getLeastSignificantBits())
                .text(version)
                .text(clusterId)
                .varint(highestEpoch)
                .text(address)
                .toBytes();
    }

    /** @throws RuntimeException for what {@link #encode} did not write */
    public static Hello decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        if (in.u8() != Addresses.HELLO) {
            throw new IllegalStateException("no hello");
        }
        return new Hello(
                in.text(), in.text(), new UUID(in.u64(), in.u64()), in.text(), in.text(), in.varint(), in.text());
    }
}
