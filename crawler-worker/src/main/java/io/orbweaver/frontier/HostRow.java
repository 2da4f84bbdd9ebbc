package io.orbweaver.frontier;

import io.orbweaver.politeness.HostBackoff;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Duration;

/**
 * What is kept of a host: its name, and what politeness must remember over a restart. The delay is not kept: it comes
 * from the rule in force when the host's turn comes. Times are wall clock milliseconds, 0 = never.
 *
 * @param lastEndMillis the end of the last response
 * @param backoff how the host failed since it last answered well
 * @param blockedUntilMillis until when it is left alone because of that
 * @param day UTC day, counted from 1970, that {@code pagesOfDay} belongs to
 */
public record HostRow(
        int shard,
        String name,
        long lastEndMillis,
        HostBackoff backoff,
        long blockedUntilMillis,
        long day,
        long pagesOfDay) {

    public static HostRow fresh(int shard, String name) {
        return new HostRow(shard, name, 0, HostBackoff.NONE, 0, 0, 0);
    }

    public byte[] encode() {
        return new ByteWriter(64)
                .text(name)
                .varint(lastEndMillis)
                .varint(backoff.failures())
                .varint(backoff.waited().toMillis())
                .varint(blockedUntilMillis)
                .varint(day)
                .varint(pagesOfDay)
                .toBytes();
    }

    public static HostRow decode(int shard, byte[] value) {
        ByteReader in = new ByteReader(value);
        String name = in.text();
        long lastEnd = in.varint();
        HostBackoff backoff = new HostBackoff((int) in.varint(), Duration.ofMillis(in.varint()));
        return new HostRow(shard, name, lastEnd, backoff, in.varint(), in.varint(), in.varint());
    }
}
