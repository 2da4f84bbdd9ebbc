package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sitemaps that were read, on their way to the disk: so many URLs of them in each batch, so that fifty thousand do not
 * hold up the pages of all other hosts. The sitemap itself ends with its last part. Where the process dies before, it is read
 * once more, and its first parts change nothing. Owned by one thread.
 */
final class SitemapParts {
    private final Deque<Commit.Sitemap> waiting = new ArrayDeque<>();
    private final int size;
    private int taken;

    /** {@code size}: URLs in one batch. */
    SitemapParts(int size) {
        this.size = size;
    }

    /**
     * Returns what goes into the next batch at once: the host's row, which must not come after one that a later request
     * brings.
     */
    List<Commit> add(Commit.Sitemap sitemap) {
        waiting.addLast(sitemap);
        HostRow host = sitemap.host();
        return host == null
                ? List.of()
                : List.of(new Commit.Touched(host, sitemap.url().url().hostHash()));
    }

    boolean concernsShard(int shard) {
        return waiting.stream().anyMatch(sitemap -> sitemap.url().shard() == shard);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns what goes into the next batch. */
    List<Commit> next() {
        List<Commit> parts = new ArrayList<>();
        int left = size;
        while (left > 0 && !waiting.isEmpty()) {
            Commit.Sitemap first = waiting.getFirst();
            int end = Math.min(first.found().links().size(), taken + left);
            // One without URLs is a row all the same.
            left -= Math.max(1, end - taken);
            parts.add(part(first, end));
        }
        return parts;
    }

    private Commit part(Commit.Sitemap first, int end) {
        List<Url> links = first.found().links();
        Discovery part = first.found().only(links.subList(taken, end));
        taken = end;
        if (end < links.size()) {
            return new Commit.Found(first.url().shard(), part);
        }
        taken = 0;
        waiting.removeFirst();
        return new Commit.Sitemap(first.url(), null, first.status(), first.detail(), part, first.leftOut());
    }
}
