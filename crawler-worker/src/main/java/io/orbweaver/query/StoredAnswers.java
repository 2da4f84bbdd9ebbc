package io.orbweaver.query;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.DecodedBody;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.message.StoredPage;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers from what was committed. Blocks; one thread at a time, beside the store's writer. */
final class StoredAnswers {
    /** Records that are read for one answer, wanted or not: some tens of milliseconds. */
    private static final int MOST_READ = 20_000;

    private static final int MOST_BYTES = ShardAnswer.MOST_BYTES;

    private final KeyValueStore store;
    /** Of what was asked for in parts: the next question is for the next part of it. */
    private @Nullable Whole last;

    private record Whole(int shard, int crawl, long order, boolean body, byte[] bytes) {
        boolean of(ShardQuestion.Content asked) {
            return shard == asked.shard() && crawl == asked.crawl() && order == asked.order() && body == asked.body();
        }
    }

    StoredAnswers(KeyValueStore store) {
        this.store = store;
    }

    /** Collects rows of one shard up to the limits of an answer. */
    private abstract class Collecting<T> {
        final List<T> found = new ArrayList<>();
        int bytes;
        long order;
        private int read;
        private boolean more;

        /** Returns whether the row fits; one that does not is the first of the next answer. */
        abstract boolean take(long rowOrder, PageRecord record, int size);

        void scan(int shard, int crawl, long after) {
            order = after;
            int prefix = Keys.crawl(shard, crawl).length;
            byte[] end = Keys.after(Keys.crawl(shard, crawl));
            store.scan(Table.PAGES, Keys.page(shard, crawl, after + 1), end, (key, value) -> {
                long rowOrder = new ByteReader(key, prefix).u64();
                if (read++ == MOST_READ || !take(rowOrder, RecordCodec.decode(shard, value), value.length)) {
                    more = true;
                    return false;
                }
                order = rowOrder;
                return true;
            });
        }

        long next() {
            return more ? order : 0;
        }
    }

    ShardAnswer pages(ShardQuestion.Pages asked) {
        Collecting<StoredPage> pages = new Collecting<>() {
            @Override
            boolean take(long rowOrder, PageRecord record, int size) {
                if (!wanted(record, asked.filter())) {
                    return true;
                }
                if (found.size() >= asked.limit() || bytes >= MOST_BYTES) {
                    return false;
                }
                bytes += size;
                return found.add(new StoredPage(rowOrder, record));
            }
        };
        pages.scan(asked.shard(), asked.crawl(), asked.after());
        return new ShardAnswer.Pages(pages.found, pages.next());
    }

    private static boolean wanted(PageRecord record, ShardQuestion.Filter filter) {
        return (filter.redirects() || !record.redirect())
                && (filter.status() == 0 || filter.status() == record.status())
                && (filter.host() == null || filter.host().equals(record.host()));
    }

    ShardAnswer page(ShardQuestion.Page asked) {
        Url url = url(asked.url());
        byte[] value = store.get(Table.URLS, Keys.url(asked.shard(), asked.crawl(), url.hostHash(), url.urlHash()));
        UrlState state = value == null ? null : UrlState.decode(value);
        boolean answered =
                state != null && (state.kind() == UrlState.Kind.FETCHED || state.kind() == UrlState.Kind.REDIRECTED);
        PageRecord record = answered ? record(asked.shard(), asked.crawl(), state.order()) : null;
        return new ShardAnswer.Page(record == null ? null : new StoredPage(state.order(), record));
    }

    private @Nullable PageRecord record(int shard, int crawl, long order) {
        byte[] value = store.get(Table.PAGES, Keys.page(shard, crawl, order));
        return value == null ? null : RecordCodec.decode(shard, value);
    }

    ShardAnswer captures(ShardQuestion.Captures asked) {
        Collecting<ShardAnswer.Captured> captures = new Collecting<>() {
            @Override
            boolean take(long rowOrder, PageRecord record, int size) {
                byte[] messages = store.get(Table.BODIES, Keys.page(asked.shard(), asked.crawl(), rowOrder));
                if (messages == null) {
                    // The crawl is being deleted.
                    return true;
                }
                int whole = size + messages.length;
                if (!found.isEmpty() && bytes + whole > MOST_BYTES) {
                    return false;
                }
                bytes += whole;
                ShardAnswer.Part part = part(messages, 0);
                return found.add(new ShardAnswer.Captured(new StoredPage(rowOrder, record), part));
            }
        };
        captures.scan(asked.shard(), asked.crawl(), asked.after());
        return new ShardAnswer.Captures(captures.found, captures.next());
    }

    ShardAnswer content(ShardQuestion.Content asked) {
        Whole known = last;
        byte[] whole = known != null && known.of(asked) ? known.bytes() : whole(asked);
        if (whole == null) {
            return new ShardAnswer.Refused(ShardAnswer.Why.GONE);
        }
        ShardAnswer.Part part = part(whole, asked.offset());
        boolean more = asked.offset() + part.bytes().length < whole.length;
        last = more ? new Whole(asked.shard(), asked.crawl(), asked.order(), asked.body(), whole) : null;
        return part;
    }

    private byte @Nullable [] whole(ShardQuestion.Content asked) {
        byte[] messages = store.get(Table.BODIES, Keys.page(asked.shard(), asked.crawl(), asked.order()));
        if (messages == null || !asked.body()) {
            return messages;
        }
        PageRecord record = record(asked.shard(), asked.crawl(), asked.order());
        if (record == null) {
            return null;
        }
        Capture.Messages exchange = RecordCodec.decodeMessages(messages);
        int limit = (int) Math.min(Integer.MAX_VALUE - 8, record.bytes());
        return DecodedBody.of(HeaderFields.parse(exchange.response()), exchange.body(), limit);
    }

    private static ShardAnswer.Part part(byte[] whole, long offset) {
        int from = (int) Math.min(offset, whole.length);
        int to = Math.min(whole.length, from + MOST_BYTES);
        return new ShardAnswer.Part(whole.length, Arrays.copyOfRange(whole, from, to));
    }

    /** Reads a URL that the scheduler has read already. */
    static Url url(String text) {
        Url url = Url.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("no URL: " + text);
        }
        return url;
    }
}
