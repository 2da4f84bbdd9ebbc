package io.orbweaver.message;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/** What the scheduler says to a worker that introduces itself. It is on its disk before it is sent. */
public sealed interface HelloReply {
    byte[] encode();

    /**
     * The worker belongs to the cluster.
     *
     * @param epoch of this process: higher than every one before, and nobody else's
     * @param shards of the whole cluster
     */
    record Welcome(String clusterId, long epoch, int shards) implements HelloReply {
        @Override
        public byte[] encode() {
            return new ByteWriter(64)
                    .u8(WELCOME)
                    .text(clusterId)
                    .varint(epoch)
                    .varint(shards)
                    .toBytes();
        }
    }

    /** It does not, as {@code why} says to people. {@code later}: asking again may help. */
    record Refused(String why, boolean later) implements HelloReply {
        @Override
        public byte[] encode() {
            return new ByteWriter(128).u8(later ? LATER : NEVER).text(why).toBytes();
        }
    }

    int WELCOME = 1;
    int NEVER = 2;
    int LATER = 3;

    /** @throws RuntimeException for what {@link #encode} did not write */
    static HelloReply decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        int kind = in.u8();
        return switch (kind) {
            case WELCOME -> new Welcome(in.text(), in.varint(), Math.toIntExact(in.varint()));
            case NEVER, LATER -> new Refused(in.text(), kind == LATER);
            default -> throw new IllegalStateException("no answer to a hello: " + kind);
        };
    }
}
