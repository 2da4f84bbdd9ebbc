package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.CrawlSpec.Scope.Mode;
import io.orbweaver.url.Url;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scope knows of many seeds only what it needs: but never so little that one falls out of it. */
class ScopeSeedsTest {
    private static Scope scope(Mode mode) {
        return new Scope(mode, List.of(), List.of());
    }

    private static Url url(String text) {
        return Url.parse(text);
    }

    @Test
    void oneSeedOfAHostIsEnough() {
        ScopeSeeds seeds = new ScopeSeeds(scope(Mode.DOMAIN), List.of("http://www.site.test/a"));
        assertThat(seeds.lacks(url("http://www.site.test/b"))).isFalse();
        assertThat(seeds.lacks(url("http://docs.site.test/"))).isTrue();
    }

    @Test
    void aPrefixIsADirectoryOfASite() {
        ScopeSeeds seeds = new ScopeSeeds(scope(Mode.PREFIX), List.of("http://site.test/a/x?y=/b/"));
        assertThat(seeds.lacks(url("http://site.test/a/z"))).isFalse();
        assertThat(seeds.lacks(url("http://site.test/b/z"))).isTrue();
        assertThat(seeds.lacks(url("http://site.test:8080/a/z"))).isTrue();
    }

    @Test
    void whereEverythingIsInScopeNothingHasToBeKnown() {
        assertThat(new ScopeSeeds(scope(Mode.ANY), List.of()).lacks(url("http://site.test/")))
                .isFalse();
    }

    @Test
    void aSeedThatAPatternWouldLeaveOutIsKnownByItself() {
        Scope scope = new Scope(Mode.HOST, List.of("/docs/"), List.of("print"));
        ScopeSeeds seeds = new ScopeSeeds(scope, List.of("http://site.test/docs/"));
        assertThat(seeds.lacks(url("http://site.test/docs/a"))).isFalse();
        assertThat(seeds.lacks(url("http://site.test/docs/print"))).isTrue();
        assertThat(seeds.lacks(url("http://site.test/start"))).isTrue();
    }

    @Test
    void whenNoMoreCanBeKnownSitesThatAreKnownStillTakeSeeds() {
        ScopeSeeds seeds = new ScopeSeeds(scope(Mode.DOMAIN), List.of());
        for (int i = 0; i < ScopeSeeds.MAX; i++) {
            seeds.add(url("http://site" + i + ".test/"));
        }
        assertThat(seeds.lacks(url("http://site7.test/b"))).isFalse();
        assertThat(seeds.lacks(url("http://www.site7.test/"))).isFalse();
        assertThat(seeds.refuses(url("http://another.test/"))).isTrue();
        assertThat(seeds.lacks(url("http://another.test/"))).isTrue();
    }
}
