package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SitemapPartsTest {
    private final SitemapParts parts = new SitemapParts(100);

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text));
    }

    private static Commit.Sitemap sitemap(int links) {
        List<Url> found = IntStream.range(0, links)
                .mapToObj(link -> url("http://a.test/" + link))
                .toList();
        QueuedUrl queued = new QueuedUrl(
                7, 1, url("http://a.test/sitemap.xml"), 0, 1, 0, false, null, List.of(), new Sitemap("a.test", 0));
        return new Commit.Sitemap(queued, null, 200, "", new Discovery(1, 1, false, null, List.of(), found), Map.of());
    }

    /** What one batch takes: of a sitemap that has not ended yet, then of those that end with it. */
    private String next() {
        StringBuilder taken = new StringBuilder();
        for (Commit part : parts.next()) {
            switch (part) {
                case Commit.Found found ->
                    taken.append("+").append(found.found().links().size());
                case Commit.Sitemap end ->
                    taken.append("=").append(end.found().links().size());
                default -> throw new AssertionError(part);
            }
        }
        return taken.toString();
    }

    @Test
    void aLargeOneTakesSeveralBatches() {
        parts.add(sitemap(250));
        assertThat(next()).isEqualTo("+100");
        assertThat(next()).isEqualTo("+100");
        assertThat(next()).isEqualTo("=50");
        assertThat(next()).isEmpty();
    }

    /** Thousands of short ones waited for a batch each, and the thread that reads them with them. */
    @Test
    void shortOnesShareABatch() {
        IntStream.of(30, 0, 50, 40).forEach(links -> parts.add(sitemap(links)));
        assertThat(next()).isEqualTo("=30=0=50+19");
        assertThat(next()).isEqualTo("=21");
        assertThat(parts.isEmpty()).isTrue();
    }

    @Test
    void evenThoseWithoutUrlsAreNotTakenWithoutALimit() {
        IntStream.range(0, 150).forEach(each -> parts.add(sitemap(0)));
        assertThat(parts.next()).hasSize(100);
        assertThat(parts.next()).hasSize(50);
    }
}
