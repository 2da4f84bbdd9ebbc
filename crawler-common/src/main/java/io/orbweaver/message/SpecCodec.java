package io.orbweaver.message;

import io.orbweaver.crawl.Coded;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlSpec.Follow;
import io.orbweaver.crawl.CrawlSpec.Limits;
import io.orbweaver.crawl.CrawlSpec.Manners;
import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user asks of a crawl, as bytes: on the scheduler's disk, and on the way to workers. Pure. */
public final class SpecCodec {
    private SpecCodec() {}

    public static void write(ByteWriter out, CrawlSpec spec) {
        out.text(spec.name()).texts(spec.seeds());
        out.u8(spec.scope().mode().code())
                .texts(spec.scope().include())
                .texts(spec.scope().exclude());
        Limits limits = spec.limits();
        out.varint(limits.maxPages())
                .varint(limits.maxDepth())
                .varint(limits.maxPagesPerHost())
                .varint(limits.maxBytes())
                .varint(limits.maxDuration().toMillis());
        Manners manners = spec.politeness();
        out.varint(manners.delay() == null ? 0 : manners.delay().toNanos() + 1)
                .varint(manners.connections() == null ? 0 : manners.connections() + 1)
                .u8(manners.robots() == null ? 0 : manners.robots() ? 1 : 2);
        Follow follow = spec.follow();
        out.u8((follow.sitemaps() ? 1 : 0) | (follow.nofollow() ? 2 : 0) | (follow.canonical() ? 4 : 0));
        out.varint(spec.headers().size());
        spec.headers().forEach((name, value) -> out.text(name).text(value));
    }

    public static CrawlSpec read(ByteReader in) {
        String name = in.text();
        List<String> seeds = in.texts();
        Scope scope = new Scope(Coded.of(Scope.Mode.values(), in.u8()), in.texts(), in.texts());
        Limits limits =
                new Limits(in.varint(), (int) in.varint(), in.varint(), in.varint(), Duration.ofMillis(in.varint()));
        long delay = in.varint();
        int connections = (int) in.varint();
        int robots = in.u8();
        Manners manners = new Manners(
                delay == 0 ? null : Duration.ofNanos(delay - 1),
                connections == 0 ? null : connections - 1,
                robots == 0 ? null : robots == 1);
        int flags = in.u8();
        Follow follow = new Follow((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
        Map<String, String> headers = new LinkedHashMap<>();
        for (long left = in.varint(); left > 0; left--) {
            headers.put(in.text(), in.text());
        }
        return new CrawlSpec(name, seeds, scope, limits, manners, follow, headers);
    }
}
