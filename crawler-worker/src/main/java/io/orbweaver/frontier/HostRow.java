package io.orbweaver.frontier;

import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;

/**
 * What is kept of a host: its name, and what politeness must remember over a restart. The delay is not kept: it comes
 * from the rule in force when the host's turn comes.
 *
 * @param lastEndMillis wall clock of the end of the last response; 0 = never
 * @param failures consecutive strains (429, 503, no connection)
 * @param blockedUntilMillis wall clock until which the host is left alone because of them
 * @param failingSinceMillis wall clock of the first of them; 0 = none
 */
public record HostRow(
        int shard, String name, long lastEndMillis, int failures, long blockedUntilMillis, long failingSinceMillis) {

    public static HostRow fresh(int shard, String name) {
        return new HostRow(shard, name, 0, 0, 0, 0);
    }

    public byte[] encode() {
        return new ByteWriter(64)
                .text(name)
                .varint(lastEndMillis)
                .varint(failures)
                .varint(blockedUntilMillis)
                .varint(failingSinceMillis)
                .toBytes();
    }

    public static HostRow decode(int shard, byte[] value) {
        ByteReader in = new ByteReader(value);
        return new HostRow(shard, in.text(), in.varint(), (int) in.varint(), in.varint(), in.varint());
    }
}
