package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.frontier.Intention;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which sitemaps a host has (https://www.sitemaps.org/protocol.html#submit_robots). */
class SitemapEndingsTest {
    @Test
    void thoseThatRobotsTxtNames() {
        Commit.Found named =
                named("https://a.test:8443/page", "https://a.test/1.xml", "nonsense", "http://b.test/2.xml");
        assertThat(named.found().links())
                .extracting(Url::toString)
                .containsExactly("https://a.test/1.xml", "http://b.test/2.xml");
        assertThat(named.found().sitemap()).isEqualTo(new Sitemap("a.test", 0));
        assertThat(named.found().referrer()).isEqualTo("https://a.test:8443/robots.txt");
    }

    @Test
    void theUsualPlaceWhereItNamesNone() {
        assertThat(named("https://a.test:8443/page").found().links())
                .extracting(Url::toString)
                .containsExactly("https://a.test:8443/sitemap.xml");
    }

    @Test
    void onlyAFewOnOtherHosts() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add("http://b.test/" + i);
        }
        lines.add("http://a.test/own");
        assertThat(named("http://a.test/", lines.toArray(String[]::new)).found().links())
                .hasSize(SitemapEndings.MAX_FOREIGN + 1)
                .last()
                .hasToString("http://a.test/own");
    }

    private static Commit.Found named(String page, String... lines) {
        Url url = Objects.requireNonNull(Url.parse(page));
        QueuedUrl queued = new QueuedUrl(7, 1, url, 0, 1, 0, true, null, List.of(), null);
        return SitemapEndings.named(new Intention.Sitemaps(queued, List.of(lines)));
    }
}
