package io.orbweaver.scheduler;

import io.orbweaver.crawl.Coded;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.message.SpecCodec;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A crawl as the scheduler keeps it.
 *
 * @param version grows with every change
 * @param scopeSeeds the seeds in normal form, and what they redirected to
 * @param lostShards shards that were lost while it had something there
 * @param runMillis how long it ran before {@code startedMillis}, for its limit on time
 */
record CrawlRow(
        int id,
        long version,
        CrawlSpec spec,
        List<String> scopeSeeds,
        State state,
        @Nullable Reason reason,
        Instant created,
        @Nullable Instant finished,
        long runMillis,
        List<Integer> lostShards) {

    byte[] encode() {
        ByteWriter out = new ByteWriter(512).varint(version);
        SpecCodec.write(out, spec);
        out.texts(scopeSeeds).u8(state.code()).u8(reason == null ? 0 : reason.code());
        out.varint(created.toEpochMilli()).varint(finished == null ? 0 : finished.toEpochMilli() + 1);
        out.varint(runMillis).varint(lostShards.size());
        lostShards.forEach(out::u16);
        return out.toBytes();
    }

    static CrawlRow decode(int id, byte[] value) {
        ByteReader in = new ByteReader(value);
        long version = in.varint();
        CrawlSpec spec = SpecCodec.read(in);
        List<String> scopeSeeds = in.texts();
        State state = Coded.of(State.values(), in.u8());
        int reason = in.u8();
        Instant created = Instant.ofEpochMilli(in.varint());
        long finished = in.varint();
        long runMillis = in.varint();
        List<Integer> lost = new ArrayList<>();
        for (long left = in.more() ? in.varint() : 0; left > 0; left--) {
            lost.add(in.u16());
        }
        return new CrawlRow(
                id,
                version,
                spec,
                scopeSeeds,
                state,
                reason == 0 ? null : Coded.of(Reason.values(), reason),
                created,
                finished == 0 ? null : Instant.ofEpochMilli(finished - 1),
                runMillis,
                List.copyOf(lost));
    }

    CrawlRow with(State to, @Nullable Reason why, @Nullable Instant end, long ran) {
        return new CrawlRow(id, version + 1, spec, scopeSeeds, to, why, created, end, ran, lostShards);
    }

    CrawlRow with(CrawlSpec changed) {
        return new CrawlRow(
                id, version + 1, changed, scopeSeeds, state, reason, created, finished, runMillis, lostShards);
    }

    CrawlRow withScopeSeeds(List<String> wider) {
        return new CrawlRow(id, version + 1, spec, wider, state, reason, created, finished, runMillis, lostShards);
    }

    /** Whatever it had on these shards is lost. */
    CrawlRow withLost(Collection<Integer> shards) {
        Set<Integer> all = new TreeSet<>(lostShards);
        all.addAll(shards);
        return new CrawlRow(
                id, version + 1, spec, scopeSeeds, state, reason, created, finished, runMillis, List.copyOf(all));
    }

    /** Whether requests may start. */
    boolean running() {
        return state == State.RUNNING;
    }
}
