package io.orbweaver.message;

import io.orbweaver.crawl.Coded;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner of a shard answers to a {@link ShardQuestion}. Immutable. */
public sealed interface ShardAnswer {
    /** About how many bytes an answer has at most. */
    int MOST_BYTES = 512 << 10;

    byte[] encode();

    /**
     * Some records of a shard.
     *
     * @param next the order after which to go on, which may be behind the last of them; zero where nothing is left
     */
    record Pages(List<StoredPage> pages, long next) implements ShardAnswer {
        private static final int KIND = 1;

        public Pages {
            pages = List.copyOf(pages);
        }

        @Override
        public byte[] encode() {
            ByteWriter out = new ByteWriter(1024).u8(KIND).u64(next).varint(pages.size());
            pages.forEach(page -> page.encode(out));
            return out.toBytes();
        }

        private static Pages decode(ByteReader in) {
            long next = in.u64();
            List<StoredPage> pages = new ArrayList<>();
            for (long left = in.varint(); left > 0; left--) {
                pages.add(StoredPage.decode(in));
            }
            return new Pages(pages, next);
        }
    }

    /** The record of one URL, null where it was not answered. */
    record Page(@Nullable StoredPage page) implements ShardAnswer {
        private static final int KIND = 2;

        @Override
        public byte[] encode() {
            ByteWriter out = new ByteWriter(1024).u8(KIND).u8(page == null ? 0 : 1);
            if (page != null) {
                page.encode(out);
            }
            return out.toBytes();
        }
    }

    /** A record with its messages, or with their beginning: the rest is to be asked for as {@link ShardQuestion.Content}. */
    record Captured(StoredPage page, Part messages) {}

    /** Some answers of a shard; {@code next} as in {@link Pages}. */
    record Captures(List<Captured> captures, long next) implements ShardAnswer {
        private static final int KIND = 3;

        public Captures {
            captures = List.copyOf(captures);
        }

        @Override
        public byte[] encode() {
            int bytes = captures.stream()
                    .mapToInt(each -> each.messages().bytes().length + 1024)
                    .sum();
            ByteWriter out = new ByteWriter(bytes + 16).u8(KIND).u64(next).varint(captures.size());
            captures.forEach(each -> {
                each.page().encode(out);
                each.messages().write(out);
            });
            return out.toBytes();
        }

        private static Captures decode(ByteReader in) {
            long next = in.u64();
            List<Captured> captures = new ArrayList<>();
            for (long left = in.varint(); left > 0; left--) {
                captures.add(new Captured(StoredPage.decode(in), Part.read(in)));
            }
            return new Captures(captures, next);
        }
    }

    /**
     * Some bytes of a whole.
     *
     * @param total length of the whole
     */
    record Part(long total, byte[] bytes) implements ShardAnswer {
        private static final int KIND = 4;

        @Override
        public byte[] encode() {
            ByteWriter out = new ByteWriter(bytes.length + 32).u8(KIND);
            write(out);
            return out.toBytes();
        }

        private void write(ByteWriter out) {
            out.varint(total).bytes(bytes);
        }

        private static Part read(ByteReader in) {
            return new Part(in.varint(), in.bytes());
        }
    }

    /** An object as users see it. */
    record Json(String text) implements ShardAnswer {
        private static final int KIND = 5;

        @Override
        public byte[] encode() {
            return new ByteWriter(1024).u8(KIND).text(text).toBytes();
        }
    }

    /** There is no answer here. */
    record Refused(Why why) implements ShardAnswer {
        private static final int KIND = 6;

        @Override
        public byte[] encode() {
            return new byte[] {KIND, (byte) why.code()};
        }
    }

    /** Why there is no answer. */
    enum Why implements Coded {
        /** The shard is not, or not yet, the worker's. */
        NOT_OWNED(1),
        /** The worker does not know the crawl, or not yet. */
        UNKNOWN_CRAWL(2),
        /** Too many questions wait for their answers. */
        BUSY(3),
        /** What was asked for is not there any more. */
        GONE(4);

        private final int code;

        Why(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Reads what {@link #encode} wrote. */
    static ShardAnswer decode(byte[] answer) {
        ByteReader in = new ByteReader(answer);
        int kind = in.u8();
        return switch (kind) {
            case Pages.KIND -> Pages.decode(in);
            case Page.KIND -> new Page(in.u8() == 0 ? null : StoredPage.decode(in));
            case Captures.KIND -> Captures.decode(in);
            case Part.KIND -> Part.read(in);
            case Json.KIND -> new Json(in.text());
            case Refused.KIND -> new Refused(Coded.of(Why.values(), in.u8()));
            default -> throw new IllegalArgumentException("no answer of kind " + kind);
        };
    }
}
