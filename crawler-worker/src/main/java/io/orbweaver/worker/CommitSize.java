package io.orbweaver.worker;

import io.orbweaver.commit.Commit;

/** How much memory things take that wait for their commit, as far as it matters. Stateless. */
final class CommitSize {
    /** About what a URL takes. */
    private static final long LINK = 256;

    private CommitSize() {}

    static long bytes(Commit commit) {
        return switch (commit) {
            case Commit.Page page -> page.heads().size() + page.body().length;
            case Commit.Redirect redirect -> redirect.heads().size() + redirect.body().length;
            case Commit.Sitemap sitemap -> sitemap.found().links().size() * LINK;
            case Commit.Found found -> found.found().links().size() * LINK;
            default -> 0;
        };
    }
}
