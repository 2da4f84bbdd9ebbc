package io.orbweaver.message;

import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.Heartbeat.Health;
import io.orbweaver.message.Heartbeat.Known;
import io.orbweaver.message.Heartbeat.PermitReport;
import io.orbweaver.message.Heartbeat.ShardReport;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Heartbeats as bytes. Begins with its kind, {@link Addresses#HEARTBEAT}. Pure. */
public final class HeartbeatCodec {
    private static final int SETTLED = 1;
    private static final int IDLE = 1;
    private static final int WANTED = 1;
    private static final int DISK_FULL = 1;
    private static final int LEAVING = 2;

    private HeartbeatCodec() {}

    public static byte[] encode(Heartbeat beat) {
        ByteWriter out = new ByteWriter(512)
                .u8(Addresses.HEARTBEAT)
                .text(beat.worker())
                .varint(beat.epoch())
                .varint(beat.sequence());
        Known known = beat.known();
        out.varint(known.opening()).varint(known.orders()).varint(known.table()).varint(known.rules());
        ShardReport shards = beat.shards();
        out.u8(shards.settled() ? SETTLED : 0);
        numbers(out, shards.closed());
        out.varint(shards.received().size());
        shards.received().forEach((shard, epoch) -> out.u16(shard).varint(epoch));
        out.varint(shards.counters().size());
        shards.counters().forEach((shard, tallies) -> {
            out.u16(shard).varint(tallies.size());
            tallies.forEach((crawl, tally) -> out.u32(crawl).bytes(tally.encode()));
        });
        out.varint(beat.crawls().size());
        for (CrawlReport report : beat.crawls()) {
            out.u32(report.crawl())
                    .varint(report.round())
                    .u8(report.idle() ? IDLE : 0)
                    .varint(report.inFlight())
                    .varint(report.activeHosts())
                    .bytes(report.tally().encode());
        }
        out.varint(beat.permits().size());
        for (PermitReport report : beat.permits()) {
            out.u16(report.shard()).u32(report.crawl()).varint(report.used()).varint(report.returned());
            out.u8(report.wanted() ? WANTED : 0);
        }
        out.varint(beat.seeds().size());
        beat.seeds().forEach((crawl, seeds) -> out.u32(crawl).texts(seeds));
        Health health = beat.health();
        out.u8((health.diskFull() ? DISK_FULL : 0) | (health.leaving() ? LEAVING : 0));
        out.varint(health.diskBytes()).varint(health.diskFree()).varint(health.loadPerMille() + 1);
        return out.toBytes();
    }

    /** @throws RuntimeException for what {@link #encode} did not write */
    public static Heartbeat decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        if (in.u8() != Addresses.HEARTBEAT) {
            throw new IllegalStateException("no heartbeat");
        }
        String worker = in.text();
        long epoch = in.varint();
        long sequence = in.varint();
        Known known = new Known(in.varint(), in.varint(), in.varint(), in.varint());
        ShardReport shards = shards(in);
        List<CrawlReport> crawls = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            crawls.add(new CrawlReport(
                    in.u32(),
                    in.varint(),
                    in.u8() == IDLE,
                    (int) in.varint(),
                    (int) in.varint(),
                    Tally.decode(in.bytes())));
        }
        List<PermitReport> permits = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            permits.add(new PermitReport(in.u16(), in.u32(), in.varint(), in.varint(), in.u8() == WANTED));
        }
        Map<Integer, List<String>> seeds = new HashMap<>();
        for (long left = in.varint(); left > 0; left--) {
            seeds.put(in.u32(), in.texts());
        }
        int flags = in.u8();
        Health health = new Health(
                (flags & DISK_FULL) != 0, in.varint(), in.varint(), (int) in.varint() - 1, (flags & LEAVING) != 0);
        return new Heartbeat(worker, epoch, sequence, known, shards, crawls, permits, seeds, health);
    }

    private static ShardReport shards(ByteReader in) {
        boolean settled = in.u8() == SETTLED;
        Set<Integer> closed = numbers(in);
        Map<Integer, Long> received = new TreeMap<>();
        for (long left = in.varint(); left > 0; left--) {
            received.put(in.u16(), in.varint());
        }
        Map<Integer, Map<Integer, Tally>> counters = new TreeMap<>();
        for (long left = in.varint(); left > 0; left--) {
            Map<Integer, Tally> tallies = new TreeMap<>();
            counters.put(in.u16(), tallies);
            for (long each = in.varint(); each > 0; each--) {
                tallies.put(in.u32(), Tally.decode(in.bytes()));
            }
        }
        return new ShardReport(settled, closed, counters, received);
    }

    private static void numbers(ByteWriter out, Collection<Integer> shards) {
        out.varint(shards.size());
        shards.forEach(out::u16);
    }

    private static Set<Integer> numbers(ByteReader in) {
        Set<Integer> shards = new TreeSet<>();
        for (long left = in.varint(); left > 0; left--) {
            shards.add(in.u16());
        }
        return shards;
    }
}
