package io.orbweaver.message;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * What a worker that joined says first.
 *
 * @param node its name
 * @param store drawn at random with its data directory
 * @param version of the program
 * @param cluster the id of the cluster its directory belongs to; empty where it belongs to none
 * @param http where it serves HTTP, as a URL
 */
public record Hello(String node, String store, String version, String cluster, String http) {

    /** Begins with its kind, {@link Addresses#HELLO}. */
    public byte[] encode() {
        return new ByteWriter(128)
                .u8(Addresses.HELLO)
                .text(node)
                .text(store)
                .text(version)
                .text(cluster)
                .text(http)
                .toBytes();
    }

    /** @throws RuntimeException for what {@link #encode} did not write */
    public static Hello decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        if (in.u8() != Addresses.HELLO) {
            throw new IllegalStateException("no hello");
        }
        return new Hello(in.text(), in.text(), in.text(), in.text(), in.text());
    }
}
