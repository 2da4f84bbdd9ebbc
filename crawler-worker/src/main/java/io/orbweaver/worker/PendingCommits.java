package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import java.util.ArrayList;
import java.util.List;

/**
 * What ended and is not durable yet: what waits for the next batch, and the batch that the store is writing. One batch
 * at a time, which takes everything that gathered meanwhile. Pure; owned by one thread.
 */
final class PendingCommits {
    private final SitemapParts sitemaps;
    private List<Commit> waiting = new ArrayList<>();
    private List<Commit> storing = List.of();
    private long bytes;
    private long sitemapBytes;

    /** {@code sitemapPart}: URLs of a sitemap that one batch takes. */
    PendingCommits(int sitemapPart) {
        this.sitemaps = new SitemapParts(sitemapPart);
    }

    void add(Commit commit) {
        if (commit instanceof Commit.Sitemap sitemap) {
            waiting.addAll(sitemaps.add(sitemap));
        } else {
            waiting.add(commit);
        }
        bytes += CommitSize.bytes(commit);
        sitemapBytes += CommitSize.sitemapBytes(commit);
    }

    /** Returns the next batch, empty while one is under way or where there is nothing. */
    List<Commit> take() {
        if (!storing.isEmpty()) {
            return List.of();
        }
        waiting.addAll(sitemaps.next());
        storing = waiting;
        waiting = new ArrayList<>();
        return storing;
    }

    /** Returns the batch that {@link #take} returned and that is durable now. */
    List<Commit> durable() {
        List<Commit> done = storing;
        storing = List.of();
        for (Commit commit : done) {
            bytes -= CommitSize.bytes(commit);
            sitemapBytes -= CommitSize.sitemapBytes(commit);
        }
        return done;
    }

    /** Returns the bytes of heads and bodies, and about what links of pages take. */
    long bytes() {
        return bytes;
    }

    /** Returns about what the URLs of sitemaps take. */
    long sitemapBytes() {
        return sitemapBytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && storing.isEmpty() && sitemaps.isEmpty();
    }

    /** Whether something of the crawl is among it; what other crawls do says nothing about its end. */
    boolean concerns(int crawl) {
        return waiting.stream().anyMatch(commit -> crawl(commit, crawl))
                || storing.stream().anyMatch(commit -> crawl(commit, crawl));
    }

    /** Whether something of the shard is among it. */
    boolean concernsShard(int shard) {
        return waiting.stream().anyMatch(commit -> shard(commit, shard))
                || storing.stream().anyMatch(commit -> shard(commit, shard))
                || sitemaps.concernsShard(shard);
    }

    private static boolean shard(Commit commit, int shard) {
        return switch (commit) {
            case Commit.OfUrl of -> of.url().shard() == shard;
            case Commit.Arrived arrived -> arrived.shard() == shard;
            case Commit.Found found -> found.shard() == shard;
            case Commit.Delivered delivered -> delivered.shard() == shard;
            case Commit.PermitsReturned returned -> returned.shard() == shard;
            case Commit.Promote promote -> promote.shard() == shard;
            case Commit.Touched touched -> touched.host().shard() == shard;
            case Commit.Dropped dropped -> true;
        };
    }

    private static boolean crawl(Commit commit, int crawl) {
        return switch (commit) {
            case Commit.OfUrl of -> of.url().crawl() == crawl;
            case Commit.Arrived arrived -> arrived.crawl() == crawl;
            case Commit.Found found -> found.found().crawl() == crawl;
            case Commit.Delivered delivered -> delivered.crawl() == crawl;
            case Commit.PermitsReturned returned -> returned.crawl() == crawl;
            case Commit.Promote promote -> false;
            case Commit.Touched touched -> false;
            case Commit.Dropped dropped -> dropped.crawl() == crawl;
        };
    }
}
