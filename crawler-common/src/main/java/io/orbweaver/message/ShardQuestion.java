package io.orbweaver.message;

import io.orbweaver.crawl.Coded;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler asks the owner of a shard about what lies there; nothing is changed by it. An answer is bounded, and
 * whoever wants more asks again from where it ended: so neither side holds more than an answer at a time. Each question
 * has its {@link ShardAnswer}. Immutable.
 */
public sealed interface ShardQuestion {
    int shard();

    byte[] encode();

    /**
     * Which records are wanted.
     *
     * @param host null for every host
     * @param status zero for every status
     * @param redirects whether hops that were followed are wanted, too
     */
    record Filter(@Nullable String host, int status, boolean redirects) {
        public static final Filter EVERYTHING = new Filter(null, 0, true);
    }

    /**
     * For {@link ShardAnswer.Pages}: records behind an order, in the order of fetching.
     *
     * @param after zero for the first
     * @param limit at least one; fewer may come
     */
    record Pages(int shard, int crawl, long after, Filter filter, int limit) implements ShardQuestion {
        private static final int KIND = 1;

        @Override
        public byte[] encode() {
            return head(KIND, shard, crawl)
                    .u64(after)
                    .optional(filter.host())
                    .varint(filter.status())
                    .u8(filter.redirects() ? 1 : 0)
                    .varint(limit)
                    .toBytes();
        }
    }

    /** For {@link ShardAnswer.Page}: the record of one URL. */
    record Page(int shard, int crawl, String url) implements ShardQuestion {
        private static final int KIND = 2;

        @Override
        public byte[] encode() {
            return head(KIND, shard, crawl).text(url).toBytes();
        }
    }

    /** For {@link ShardAnswer.Captures}: answers behind an order with their messages. {@code after}: zero for the first. */
    record Captures(int shard, int crawl, long after) implements ShardQuestion {
        private static final int KIND = 3;

        @Override
        public byte[] encode() {
            return head(KIND, shard, crawl).u64(after).toBytes();
        }
    }

    /**
     * For {@link ShardAnswer.Part}: bytes of one answer from {@code offset} on.
     *
     * @param body whether only the body is wanted, and decoded; otherwise they are what
     *     {@link RecordCodec#encodeMessages} wrote
     */
    record Content(int shard, int crawl, long order, boolean body, long offset) implements ShardQuestion {
        private static final int KIND = 4;

        @Override
        public byte[] encode() {
            return head(KIND, shard, crawl)
                    .u64(order)
                    .u8(body ? 1 : 0)
                    .varint(offset)
                    .toBytes();
        }
    }

    /** For {@link ShardAnswer.Json}: why a URL is where it is. {@code ended}: why the crawl ended, null where it has not. */
    record Explain(
            int shard, int crawl, String url, @Nullable Reason ended) implements ShardQuestion {
        private static final int KIND = 5;

        @Override
        public byte[] encode() {
            return head(KIND, shard, crawl)
                    .text(url)
                    .u8(ended == null ? 0 : ended.code())
                    .toBytes();
        }
    }

    /** For {@link ShardAnswer.Json}: how a host stands, whatever crawl asks for it. */
    record OfHost(int shard, String host) implements ShardQuestion {
        private static final int KIND = 6;

        @Override
        public byte[] encode() {
            return head(KIND, shard, 0).text(host).toBytes();
        }
    }

    private static ByteWriter head(int kind, int shard, int crawl) {
        return new ByteWriter(64).u8(kind).u16(shard).u32(crawl);
    }

    /** Reads what {@link #encode} wrote. */
    static ShardQuestion decode(byte[] question) {
        ByteReader in = new ByteReader(question);
        int kind = in.u8();
        int shard = in.u16();
        int crawl = in.u32();
        return switch (kind) {
            case Pages.KIND ->
                new Pages(shard, crawl, in.u64(), new Filter(in.optional(), (int) in.varint(), in.u8() != 0), (int)
                        in.varint());
            case Page.KIND -> new Page(shard, crawl, in.text());
            case Captures.KIND -> new Captures(shard, crawl, in.u64());
            case Content.KIND -> new Content(shard, crawl, in.u64(), in.u8() != 0, in.varint());
            case Explain.KIND -> {
                String url = in.text();
                int ended = in.u8();
                yield new Explain(shard, crawl, url, ended == 0 ? null : Coded.of(Reason.values(), ended));
            }
            case OfHost.KIND -> new OfHost(shard, in.text());
            default -> throw new IllegalArgumentException("no question of kind " + kind);
        };
    }
}
