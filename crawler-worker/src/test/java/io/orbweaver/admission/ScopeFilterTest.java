package io.orbweaver.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.CrawlSpec.Scope.Mode;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeFilterTest {
    private static final List<Url> SEEDS = List.of(
            url("http://example.com/docs/guide/start.html?from=/elsewhere/"),
            url("http://example.com/blog/"),
            url("https://other.example:8443/app"));

    @ParameterizedTest
    @CsvSource({
        "HOST, http://example.com/anything, true",
        "HOST, https://example.com:8443/, true",
        "HOST, http://other.example/, true",
        "HOST, http://www.example.com/, false",
        "HOST, http://third.example/, false",
        "DOMAIN, http://example.com/anything, true",
        "DOMAIN, http://notexample.com/, false",
        "DOMAIN, http://third.net/, false",
        "PREFIX, http://example.com/docs/guide/, true",
        "PREFIX, http://example.com/docs/guide/deep/page, true",
        "PREFIX, https://example.com/docs/guide/page, true",
        "PREFIX, http://example.com/docs/guide, false",
        "PREFIX, http://example.com/docs/, false",
        "PREFIX, http://example.com/blog/post, true",
        "PREFIX, http://example.com/, false",
        "PREFIX, https://other.example:8443/any, true",
        "PREFIX, https://other.example/any, false",
        "ANY, http://third.net/, true",
    })
    void theModeAndTheSeedsDecide(Mode mode, String link, boolean included) {
        ScopeFilter filter = new ScopeFilter(new Scope(mode, List.of(), List.of()), SEEDS);
        assertThat(filter.includes(url(link))).isEqualTo(included);
        assertThat(filter.explain(url(link)).included()).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/docs/page, true",
        "http://example.com/DOCS/page, false",
        "http://example.com/other, false",
        "http://example.com/docs/page.pdf, false",
        "http://example.com/docs/page.pdf?version=2, true",
        "http://third.net/docs/page, false",
        // Seeds, which neither pattern can exclude.
        "http://example.com/blog/, true",
        "https://other.example:8443/app, true",
    })
    void patternsNarrowAndExcludeWins(String link, boolean included) {
        ScopeFilter filter = new ScopeFilter(
                new Scope(Mode.HOST, List.of("/docs/", "/manual/"), List.of("\\.pdf$", "/blog/$")), SEEDS);
        assertThat(filter.includes(url(link))).isEqualTo(included);
        assertThat(filter.explain(url(link)).included()).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "HOST, http://example.com/blog/x, scope host example.com",
        "HOST, http://third.net/blog/x, scope host: no seed is on third.net",
        "DOMAIN, http://www.example.com/blog/x, scope domain example.com",
        "PREFIX, http://example.com/blog/x, scope prefix example.com",
        "PREFIX, http://example.com/x, scope prefix: below no seed",
        "ANY, http://third.net/, scope any",
        "ANY, http://third.net/print, exclude print",
        "ANY, http://third.net/docs/x, scope any",
    })
    void theRuleThatDecidesIsNamed(Mode mode, String link, String rule) {
        ScopeFilter filter = new ScopeFilter(new Scope(mode, List.of(), List.of("print", "/secret/")), SEEDS);
        assertThat(filter.explain(url(link)).rule()).isEqualTo(rule);
    }

    @Test
    void includesAndSeedsAreNamedToo() {
        ScopeFilter filter = new ScopeFilter(new Scope(Mode.HOST, List.of("/docs/", "/man/"), List.of()), SEEDS);
        assertThat(filter.explain(url("http://example.com/man/1")).rule()).isEqualTo("include /man/");
        assertThat(filter.explain(url("http://example.com/blog/")).rule()).isEqualTo("a seed");
        assertThat(filter.explain(url("http://example.com/x")).rule()).isEqualTo("include: no pattern is found in it");
    }

    @Test
    void aNewSeedWidensOnlyTheNewFilter() {
        ScopeFilter filter = new ScopeFilter(new Scope(Mode.HOST, List.of(), List.of("secret")), SEEDS);
        Url seed = url("http://third.net/secret");
        ScopeFilter wider = filter.withSeed(seed);
        assertThat(filter.includes(url("http://third.net/x"))).isFalse();
        assertThat(wider.includes(url("http://third.net/x"))).isTrue();
        assertThat(wider.includes(seed)).isTrue();
        assertThat(wider.includes(url("http://third.net/secret/more"))).isFalse();
        assertThat(wider.includes(url("http://example.com/x"))).isTrue();
    }

    @Test
    void aSeedThatChangesNothingCostsNothing() {
        ScopeFilter filter = new ScopeFilter(new Scope(Mode.PREFIX, List.of(), List.of()), SEEDS);
        assertThat(filter.withSeed(url("http://example.com/blog/2020/"))).isSameAs(filter);
        assertThat(filter.withSeeds(List.of())).isSameAs(filter);
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        assertThat(ScopeFilter.problem("a(b")).contains("a(b");
        assertThat(ScopeFilter.problem("a(b)")).isNull();
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text), text);
    }
}
