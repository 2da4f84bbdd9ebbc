package io.orbweaver.message;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The value of {@link io.orbweaver.store.Table#OUTBOX}: the links of one page that other workers own, by shard. */
public final class Outgoing {
    private static final int SEED = 1;
    private static final int SITEMAP = 2;
    private static final int DATED = 4;

    private static final long NO_DATE = Long.MIN_VALUE;

    private Outgoing() {}

    public static byte[] encode(Map<Integer, Discovery> byShard) {
        ByteWriter out = new ByteWriter(256).varint(byShard.size());
        byShard.forEach((shard, found) -> write(out.u16(shard), found));
        return out.toBytes();
    }

    /** Writes what was found in one place behind what {@code out} holds. */
    public static void write(ByteWriter out, Discovery found) {
        Sitemap sitemap = found.sitemap();
        int flags = (found.seed() ? SEED : 0)
                | (sitemap == null ? 0 : SITEMAP)
                | (found.lastModified().isEmpty() ? 0 : DATED);
        out.u32(found.crawl()).u16(found.depth()).u8(flags);
        if (sitemap != null) {
            out.text(sitemap.host()).u8(sitemap.nesting());
        }
        out.optional(found.referrer()).texts(found.chain());
        out.varint(found.links().size());
        for (Url link : found.links()) {
            out.text(link.toString());
        }
        if (!found.lastModified().isEmpty()) {
            for (Url link : found.links()) {
                Instant date = found.lastModified().get(link);
                out.u64(date == null ? NO_DATE : date.toEpochMilli());
            }
        }
    }

    public static Map<Integer, Discovery> decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        Map<Integer, Discovery> byShard = new TreeMap<>();
        for (long left = in.varint(); left > 0; left--) {
            byShard.put(in.u16(), read(in));
        }
        return byShard;
    }

    /** Reads what {@link #write} wrote. */
    public static Discovery read(ByteReader in) {
        int crawl = in.u32();
        int depth = in.u16();
        int flags = in.u8();
        Sitemap sitemap = (flags & SITEMAP) == 0 ? null : new Sitemap(in.text(), in.u8());
        String referrer = in.optional();
        List<String> chain = in.texts();
        List<Url> links = new ArrayList<>();
        for (String text : in.texts()) {
            @Nullable Url url = Url.parse(text);
            if (url == null) {
                throw new IllegalStateException("outbox holds what is no URL: " + text);
            }
            links.add(url);
        }
        Map<Url, Instant> dates = (flags & DATED) == 0 ? Map.of() : dates(in, links);
        return new Discovery(crawl, depth, (flags & SEED) != 0, referrer, chain, links, sitemap, dates);
    }

    private static Map<Url, Instant> dates(ByteReader in, List<Url> links) {
        Map<Url, Instant> dates = new HashMap<>();
        for (Url link : links) {
            long millis = in.u64();
            if (millis != NO_DATE) {
                dates.put(link, Instant.ofEpochMilli(millis));
            }
        }
        return dates;
    }
}
