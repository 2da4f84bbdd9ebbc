package io.orbweaver.commit;

import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.MessageHeads;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.message.Discovery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing to make durable. What is in one call of {@link Committer#commit} becomes so together. */
public sealed interface Commit {

    /** The end of a queued URL, for good or for now. The host's row is what politeness must remember from it. */
    sealed interface OfUrl extends Commit {
        QueuedUrl url();
    }

    /**
     * A page was fetched.
     *
     * @param found what is admitted, in this order
     * @param leftOut links that were found and not followed, by reason
     */
    record Page(
            QueuedUrl url,
            HostRow host,
            PageRecord record,
            MessageHeads heads,
            byte[] body,
            byte[] sha256,
            List<Discovery> found,
            Map<Exclusion, Integer> leftOut)
            implements OfUrl {}

    /** A redirect was answered; {@code target} is empty where its end is known already. */
    record Redirect(QueuedUrl url, HostRow host, PageRecord record, MessageHeads heads, byte[] body, Discovery target)
            implements OfUrl {}

    /** The URL failed for good; {@code host} is null where there was no request. */
    record Failed(QueuedUrl url, @Nullable HostRow host, FailureKind kind, String detail) implements OfUrl {}

    /** The URL is not fetched; {@code rule} says which rule decided. */
    record Excluded(QueuedUrl url, Exclusion reason, String rule) implements OfUrl {}

    /**
     * A sitemap was asked for, and is not asked for again, whatever the answer was.
     *
     * @param host null where its row was committed before
     * @param detail what was found in it, or why nothing was
     * @param found the rest of what it names that was not committed as {@link Found} before
     * @param leftOut URLs that were found and not followed, by reason
     */
    record Sitemap(
            QueuedUrl url,
            @Nullable HostRow host,
            int status,
            String detail,
            Discovery found,
            Map<Exclusion, Integer> leftOut)
            implements OfUrl {}

    /** Something was found in the shard by what has not ended yet: a part of a sitemap, or the sitemaps of a host. */
    record Found(int shard, Discovery found) implements Commit {}

    /** The attempt failed, as {@code detail} says, and another is made at {@code dueMillis} (wall clock). */
    record Retry(QueuedUrl url, HostRow host, long dueMillis, String detail) implements OfUrl {}

    /** Something other than a page was fetched from the host: robots.txt. */
    record Touched(HostRow host, long hash) implements Commit {}

    /** A batch of links of another shard, or of the seed spool, all of one crawl, is taken in unless it was before. */
    record Arrived(int shard, int from, long sequence, List<Discovery> found) implements Commit {
        public int crawl() {
            return found.getFirst().crawl();
        }
    }

    /** What waits in the shard for another attempt until {@code millis} goes back to its queue. */
    record Promote(int shard, long millis) implements Commit {}

    /** All destinations of an outbox entry, of so many links, have it. */
    record Delivered(int shard, long sequence, int crawl, int links) implements Commit {}

    /** The crawl is deleted, with everything that it has on any shard that is open. */
    record Dropped(int crawl) implements Commit {}

    /** The shard gives permits back: {@code total} of them since the crawl began. */
    record PermitsReturned(int shard, int crawl, long total) implements Commit {}
}
