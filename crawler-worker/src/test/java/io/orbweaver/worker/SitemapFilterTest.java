package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.fetch.MessageHeads;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.sitemap.SitemapContent;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sitemap brings only URLs of the host that it speaks for, and only those in scope. */
class SitemapFilterTest {
    private static final Sitemap OF_A = new Sitemap("a.test", 0);

    @Test
    void pagesOfOtherHostsAreLeftOut() {
        PageEnd end =
                filter("http://files.test/s.xml", OF_A, false, "http://a.test/", "http://b.test/", "https://a.test/");
        assertThat(end.links()).extracting(Url::toString).containsExactly("http://a.test/", "https://a.test/");
        assertThat(detail(end)).isEqualTo("2 URLs, 1 of other hosts");
        assertThat(end.leftOut()).isEmpty();
    }

    @Test
    void pagesOutOfScopeAreCounted() {
        PageEnd end = filter("http://a.test/s.xml", OF_A, false, "http://a.test/private/x", "http://a.test/x");
        assertThat(end.links()).extracting(Url::toString).containsExactly("http://a.test/x");
        assertThat(end.leftOut()).containsOnly(Map.entry(Exclusion.SCOPE, 1));
    }

    @Test
    void anIndexNamesSitemapsOnItsOwnHostAndTheOneItSpeaksFor() {
        PageEnd end = filter(
                "http://files.test/i.xml", OF_A, true, "http://a.test/1", "http://files.test/2", "http://b.test/3");
        assertThat(end.links()).extracting(Url::toString).containsExactly("http://a.test/1", "http://files.test/2");
        assertThat(detail(end)).isEqualTo("2 sitemaps, 1 of other hosts");
    }

    @Test
    void indexesInIndexesEnd() {
        Sitemap deepest = new Sitemap("a.test", Sitemap.MAX_NESTING);
        assertThat(filter("http://a.test/i.xml", deepest, true, "http://a.test/1")
                        .links())
                .isEmpty();
        assertThat(filter("http://a.test/i.xml", deepest, false, "http://a.test/1")
                        .links())
                .hasSize(1);
    }

    @Test
    void anIndexNamesSoManyAtMost() {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < Sitemap.MAX_PER_HOST + 7; i++) {
            urls.add("http://a.test/" + i);
        }
        PageEnd end = filter("http://a.test/i.xml", OF_A, true, urls.toArray(String[]::new));
        assertThat(end.links()).hasSize(Sitemap.MAX_PER_HOST);
        assertThat(detail(end)).isEqualTo("1000 sitemaps, 7 beyond the limits");
    }

    private static String detail(PageEnd end) {
        SitemapEnd sitemap = end.sitemap();
        return sitemap == null ? "" : sitemap.detail();
    }

    private static PageEnd filter(String from, Sitemap sitemap, boolean index, String... urls) {
        CrawlSpec standard = CrawlSpec.defaults(List.of("http://a.test/"));
        CrawlSpec.Scope scope = new CrawlSpec.Scope(CrawlSpec.Scope.Mode.ANY, List.of(), List.of("/private/"));
        CrawlPlan plan = new CrawlPlan(1, standard, new ScopeFilter(scope, List.of()), true);
        Answered answer = new Answered(
                200,
                new HeaderFields(List.of()),
                new MessageHeads(new byte[0], new byte[0]),
                new byte[0],
                0,
                new byte[32],
                null,
                "",
                "",
                Instant.EPOCH,
                0);
        SitemapContent content = new SitemapContent(
                index, Stream.of(urls).map(Url::parse).filter(Objects::nonNull).toList(), Map.of(), 0, null);
        return new SitemapFilter(Objects.requireNonNull(Url.parse(from)), sitemap, plan).end(answer, content);
    }
}
