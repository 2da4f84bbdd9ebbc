package io.orbweaver.message;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/** What the scheduler answers to a {@link Hello}. */
public sealed interface HelloReply {
    byte[] encode();

    /**
     * The worker is one of the cluster's.
     *
     * @param cluster its id, which the worker's directory belongs to from now on
     * @param epochFloor every epoch that was ever given is below
     * @param shards of the whole cluster
     */
    record Welcome(String cluster, long epochFloor, int shards) implements HelloReply {
        @Override
        public byte[] encode() {
            return new ByteWriter(64)
                    .u8(1)
                    .text(cluster)
                    .varint(epochFloor)
                    .varint(shards)
                    .toBytes();
        }
    }

    /**
     * The worker is none of the cluster's.
     *
     * @param why for the person who started it: what is wrong, and what to do
     * @param retry whether it may become one by waiting
     */
    record Refused(String why, boolean retry) implements HelloReply {
        @Override
        public byte[] encode() {
            return new ByteWriter(128).u8(retry ? 3 : 2).text(why).toBytes();
        }
    }

    /** @throws RuntimeException for what {@link #encode} did not write */
    static HelloReply decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Welcome(in.text(), in.varint(), Math.toIntExact(in.varint()));
            case 2, 3 -> new Refused(in.text(), kind == 3);
            default -> throw new IllegalStateException("no answer to a hello: " + kind);
        };
    }
}
