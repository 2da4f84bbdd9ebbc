package io.orbweaver.message;

import io.orbweaver.crawl.Coded;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of one crawl on one shard, or a sum of such. They are written in the batch that makes them true, so they
 * are exact over every crash. Mutable, owned by one thread.
 */
public final class Tally {
    public long discovered;
    public long queued;
    public long waiting;
    public long fetched;
    public long redirects;
    public long failed;
    public long excluded;
    public long duplicates;
    public long bytes;
    /** Links to other workers' shards that have not arrived there. */
    public long outgoing;
    /** Grows with everything that happens, so that two equal readings mean that nothing did. */
    public long activity;

    public final Map<Integer, Long> byStatus = new TreeMap<>();
    public final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    public final Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);

    public void failed(FailureKind kind) {
        failed++;
        failures.merge(kind, 1L, Long::sum);
    }

    public void excluded(Exclusion reason, long count) {
        excluded += count;
        exclusions.merge(reason, count, Long::sum);
    }

    public void answered(int status) {
        byStatus.merge(status, 1L, Long::sum);
    }

    public void add(Tally other) {
        discovered += other.discovered;
        queued += other.queued;
        waiting += other.waiting;
        fetched += other.fetched;
        redirects += other.redirects;
        failed += other.failed;
        excluded += other.excluded;
        duplicates += other.duplicates;
        bytes += other.bytes;
        outgoing += other.outgoing;
        activity += other.activity;
        other.byStatus.forEach((status, count) -> byStatus.merge(status, count, Long::sum));
        other.failures.forEach((kind, count) -> failures.merge(kind, count, Long::sum));
        other.exclusions.forEach((reason, count) -> exclusions.merge(reason, count, Long::sum));
    }

    public Tally copy() {
        Tally copy = new Tally();
        copy.add(this);
        return copy;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64)
                .varint(discovered)
                .varint(queued)
                .varint(waiting)
                .varint(fetched)
                .varint(redirects)
                .varint(failed)
                .varint(excluded)
                .varint(duplicates)
                .varint(bytes)
                .varint(outgoing)
                .varint(activity);
        out.varint(byStatus.size());
        byStatus.forEach((status, count) -> out.varint(status).varint(count));
        out.varint(failures.size());
        failures.forEach((kind, count) -> out.u8(kind.code()).varint(count));
        out.varint(exclusions.size());
        exclusions.forEach((reason, count) -> out.u8(reason.code()).varint(count));
        return out.toBytes();
    }

    public static Tally decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        Tally tally = new Tally();
        tally.discovered = in.varint();
        tally.queued = in.varint();
        tally.waiting = in.varint();
        tally.fetched = in.varint();
        tally.redirects = in.varint();
        tally.failed = in.varint();
        tally.excluded = in.varint();
        tally.duplicates = in.varint();
        tally.bytes = in.varint();
        tally.outgoing = in.varint();
        tally.activity = in.varint();
        for (long left = in.varint(); left > 0; left--) {
            tally.byStatus.put((int) in.varint(), in.varint());
        }
        for (long left = in.varint(); left > 0; left--) {
            tally.failures.put(Coded.of(FailureKind.values(), in.u8()), in.varint());
        }
        for (long left = in.varint(); left > 0; left--) {
            tally.exclusions.put(Coded.of(Exclusion.values(), in.u8()), in.varint());
        }
        return tally;
    }
}
