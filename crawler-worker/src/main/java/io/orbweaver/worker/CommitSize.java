package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;

/** How much memory things take that wait for their commit, as far as it matters. Stateless. */
final class CommitSize {
    /** About what a URL takes besides its path and query. */
    private static final long LINK = 160;

    private CommitSize() {}

    /** Returns the bytes of heads, bodies and links. */
    static long bytes(Commit commit) {
        return switch (commit) {
            case Commit.Page page ->
                page.heads().size()
                        + page.body().length
                        + page.found().stream().mapToLong(CommitSize::links).sum();
            case Commit.Redirect redirect -> redirect.heads().size() + redirect.body().length;
            case Commit.Arrived arrived ->
                arrived.found().stream().mapToLong(CommitSize::links).sum();
            default -> 0;
        };
    }

    /** Returns the bytes of what sitemaps name, which hold up further sitemaps and not the pages. */
    static long sitemapBytes(Commit commit) {
        return switch (commit) {
            case Commit.Sitemap sitemap -> links(sitemap.found());
            case Commit.Found found -> links(found.found());
            default -> 0;
        };
    }

    private static long links(Discovery found) {
        long bytes = 0;
        for (Url link : found.links()) {
            bytes += LINK + link.pathAndQuery().length();
        }
        return bytes;
    }
}
