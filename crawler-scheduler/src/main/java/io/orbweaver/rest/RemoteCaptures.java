package io.orbweaver.rest;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.message.RecordCodec;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardAnswer.Part;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.message.StoredPage;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The committed answers of one crawl, read from all workers in the order of the shards and then of fetching. While a part
 * is used the next is under way. Waits; not for event loops. One thread.
 */
final class RemoteCaptures {
    private final ShardReader reader;
    private final int crawl;
    private final Duration patience;

    /** {@code patience}: how long an owner may be away before that fails. */
    RemoteCaptures(ShardReader reader, int crawl, Duration patience) {
        this.reader = reader;
        this.crawl = crawl;
        this.patience = patience;
    }

    /** Takes one answer. */
    interface Each {
        void accept(Capture capture) throws IOException;
    }

    /** {@code messages}: whether they are wanted of most answers, and so come along. */
    void forEach(boolean messages, Each each) throws IOException {
        for (int shard = 0; shard < reader.shards(); shard++) {
            if (messages) {
                withMessages(shard, each);
            } else {
                records(shard, each);
            }
        }
    }

    private void records(int shard, Each each) throws IOException {
        Future<ShardAnswer.Pages> coming = pages(shard, 0);
        for (long next = 1; next != 0; ) {
            ShardAnswer.Pages part = wait(coming);
            next = part.next();
            if (next != 0) {
                coming = pages(shard, next);
            }
            for (StoredPage page : part.pages()) {
                each.accept(new Remote(page, null));
            }
        }
    }

    private Future<ShardAnswer.Pages> pages(int shard, long after) {
        ShardQuestion question =
                new ShardQuestion.Pages(shard, crawl, after, ShardQuestion.Filter.EVERYTHING, Integer.MAX_VALUE);
        return reader.askPatiently(question, ShardAnswer.Pages.class, patience);
    }

    private void withMessages(int shard, Each each) throws IOException {
        Future<ShardAnswer.Captures> coming = captures(shard, 0);
        for (long next = 1; next != 0; ) {
            ShardAnswer.Captures part = wait(coming);
            next = part.next();
            if (next != 0) {
                coming = captures(shard, next);
            }
            for (ShardAnswer.Captured captured : part.captures()) {
                each.accept(new Remote(captured.page(), captured.messages()));
            }
        }
    }

    private Future<ShardAnswer.Captures> captures(int shard, long after) {
        ShardQuestion question = new ShardQuestion.Captures(shard, crawl, after);
        return reader.askPatiently(question, ShardAnswer.Captures.class, patience);
    }

    private static <A> A wait(Future<A> answer) throws IOException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a shard was waited for");
        }
    }

    private final class Remote implements Capture {
        private final StoredPage page;
        private final @Nullable Part begun;

        Remote(StoredPage page, @Nullable Part begun) {
            this.page = page;
            this.begun = begun;
        }

        @Override
        public PageRecord record() {
            return page.record();
        }

        @Override
        public long order() {
            return page.order();
        }

        @Override
        public Messages messages() {
            Part part = begun == null ? part(0) : begun;
            byte[] whole = part.bytes();
            int have = whole.length;
            if (have < part.total()) {
                whole = Arrays.copyOf(whole, Math.toIntExact(part.total()));
                while (have < whole.length) {
                    byte[] more = part(have).bytes();
                    System.arraycopy(more, 0, whole, have, more.length);
                    have += more.length;
                }
            }
            return RecordCodec.decodeMessages(whole);
        }

        private Part part(long offset) {
            return unchecked(new ShardQuestion.Content(record().shard(), crawl, order(), false, offset), Part.class);
        }

        @Override
        public @Nullable Capture original() {
            Url url = record().duplicateOf() == null ? null : Url.parse(record().duplicateOf());
            if (url == null) {
                return null;
            }
            int shard = Shards.of(url, reader.shards());
            ShardQuestion question = new ShardQuestion.Page(shard, crawl, url.toString());
            StoredPage first = unchecked(question, ShardAnswer.Page.class).page();
            return first == null ? null : new Remote(first, null);
        }

        /** Captures are asked without a word of what may go wrong, as they are of a store. */
        private <A extends ShardAnswer> A unchecked(ShardQuestion question, Class<A> kind) {
            try {
                return RemoteCaptures.wait(reader.askPatiently(question, kind, patience));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
