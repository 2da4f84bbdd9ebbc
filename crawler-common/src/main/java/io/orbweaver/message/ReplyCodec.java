package io.orbweaver.message;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Problem;
import io.orbweaver.config.RuleSettings;
import io.orbweaver.message.HeartbeatReply.Grant;
import io.orbweaver.message.HeartbeatReply.Order;
import io.orbweaver.message.HeartbeatReply.Rules;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers to heartbeats as bytes. Pure. */
public final class ReplyCodec {
    private static final int WHOLE = 1;
    private static final int TABLE = 2;
    private static final int RULES = 4;
    private static final int RUNNING = 1;

    private ReplyCodec() {}

    public static byte[] encode(HeartbeatReply reply) {
        ByteWriter out = new ByteWriter(256);
        out.u8((reply.whole() ? WHOLE : 0) | (reply.table() == null ? 0 : TABLE) | (reply.rules() == null ? 0 : RULES));
        out.varint(reply.sequence())
                .varint(reply.opening())
                .varint(reply.version())
                .varint(reply.newest());
        out.varint(reply.crawls().size());
        for (Order order : reply.crawls()) {
            out.u32(order.crawl()).varint(order.version()).u8(order.running() ? RUNNING : 0);
            SpecCodec.write(out, order.spec());
            out.texts(order.seeds());
        }
        numbers(out, reply.deleted());
        out.varint(reply.rounds().size());
        reply.rounds().forEach((crawl, round) -> out.u32(crawl).varint(round));
        out.varint(reply.grants().size());
        reply.grants()
                .forEach(grant -> out.u16(grant.shard()).u32(grant.crawl()).varint(grant.total()));
        numbers(out, reply.reclaim());
        if (reply.table() != null) {
            table(out, reply.table());
        }
        if (reply.rules() != null) {
            rules(out, reply.rules());
        }
        return out.toBytes();
    }

    /** @throws RuntimeException for what {@link #encode} did not write */
    public static HeartbeatReply decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        int flags = in.u8();
        long sequence = in.varint();
        long opening = in.varint();
        long version = in.varint();
        int newest = (int) in.varint();
        List<Order> orders = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            int crawl = in.u32();
            long orderVersion = in.varint();
            boolean running = in.u8() == RUNNING;
            orders.add(new Order(crawl, orderVersion, SpecCodec.read(in), in.texts(), running));
        }
        Set<Integer> deleted = numbers(in);
        Map<Integer, Long> rounds = new HashMap<>();
        for (long left = in.varint(); left > 0; left--) {
            rounds.put(in.u32(), in.varint());
        }
        List<Grant> grants = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            grants.add(new Grant(in.u16(), in.u32(), in.varint()));
        }
        return new HeartbeatReply(
                sequence,
                opening,
                version,
                (flags & WHOLE) != 0,
                orders,
                newest,
                deleted,
                rounds,
                grants,
                numbers(in),
                (flags & TABLE) == 0 ? null : table(in),
                (flags & RULES) == 0 ? null : rules(in));
    }

    private static void numbers(ByteWriter out, Set<Integer> crawls) {
        out.varint(crawls.size());
        crawls.forEach(out::u32);
    }

    private static Set<Integer> numbers(ByteReader in) {
        Set<Integer> crawls = new HashSet<>();
        for (long left = in.varint(); left > 0; left--) {
            crawls.add(in.u32());
        }
        return crawls;
    }

    private static void table(ByteWriter out, ShardTable table) {
        out.varint(table.version()).varint(table.rows().size());
        for (ShardTable.Row row : table.rows()) {
            out.optional(row.owner()).varint(row.epoch()).varint(row.since());
            out.optional(row.target()).u8(row.closed() ? 1 : 0);
        }
    }

    private static ShardTable table(ByteReader in) {
        long version = in.varint();
        List<ShardTable.Row> rows = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            rows.add(new ShardTable.Row(in.optional(), in.varint(), in.varint(), in.optional(), in.u8() == 1));
        }
        return new ShardTable(version, rows);
    }

    private static void rules(ByteWriter out, Rules rules) {
        PolitenessConfig.Defaults standard = rules.politeness().standard();
        out.varint(rules.version())
                .varint(standard.delay().toNanos())
                .varint(standard.connections())
                .u64(Double.doubleToLongBits(standard.adaptive()))
                .u8(standard.robots() ? 1 : 0)
                .varint(standard.maxCrawlDelay().toNanos())
                .varint(rules.politeness().domains().size());
        rules.politeness().domains().forEach((domain, rule) -> {
            Map<String, String> texts = RuleSettings.write(rule);
            out.text(domain).varint(texts.size());
            texts.forEach((name, text) -> out.text(name).text(text));
        });
    }

    private static Rules rules(ByteReader in) {
        long version = in.varint();
        PolitenessConfig.Defaults standard = new PolitenessConfig.Defaults(
                Duration.ofNanos(in.varint()),
                (int) in.varint(),
                Double.longBitsToDouble(in.u64()),
                in.u8() == 1,
                Duration.ofNanos(in.varint()));
        Map<String, PolitenessRule> domains = new HashMap<>();
        for (long left = in.varint(); left > 0; left--) {
            String domain = in.text();
            Map<String, String> texts = new LinkedHashMap<>();
            for (long each = in.varint(); each > 0; each--) {
                texts.put(in.text(), in.text());
            }
            List<Problem> problems = new ArrayList<>();
            domains.put(domain, RuleSettings.read(texts, problems));
            if (!problems.isEmpty()) {
                throw new IllegalStateException("a rule came that cannot be read: " + problems);
            }
        }
        return new Rules(version, new PolitenessConfig(standard, domains));
    }
}
