package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.RobotsRule;
import io.orbweaver.testweb.SitemapStyle;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.fault.Fault;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultServer;
import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sitemaps are read, once each and at the pace of their host, and nothing that goes wrong with them holds up a crawl. */
class SitemapCrawlTest {
    private static final int PAGES = 30;
    private static final Duration DELAY = Duration.ofMillis(30);

    @TempDir
    Path directory;

    private static TestWebOptions web() {
        return TestWebOptions.defaults()
                .withFirstAddress("127.31.7.1")
                .withHosts(2)
                .withPagesPerHost(PAGES)
                .withHiddenPages(PAGES - 8)
                .withMedianPageSize(2_000)
                .withSitemap(true);
    }

    @ParameterizedTest
    @EnumSource
    void pagesThatOnlySitemapsNameAreFetched(SitemapStyle style) throws Exception {
        try (TestWeb web = TestWeb.start(web().withSitemapStyle(style))) {
            List<String> fetched = crawl(web);
            assertThat(fetched).containsAll(web.pageUrls()).noneMatch(url -> url.contains("/sitemap"));
            List<Visit> sitemaps = web.journal().visits(VisitKind.SITEMAP);
            assertThat(places(sitemaps)).hasSameSizeAs(sitemaps);
            boolean several = style == SitemapStyle.INDEX || style == SitemapStyle.GZIP;
            assertThat(sitemaps).hasSize(several ? 2 * 4 : 2);
            assertThat(web.journal().smallestGap().orElseThrow()).isGreaterThanOrEqualTo(DELAY);
            assertThat(web.journal().duplicates()).isZero();
            assertThat(web.journal().count(VisitKind.UNKNOWN)).isZero();
        }
    }

    @Test
    void whereRobotsTxtNamesNoneTheUsualPlaceIsAsked() throws Exception {
        try (TestWeb web = TestWeb.start(web().withRobots(RobotsRule.MISSING))) {
            assertThat(crawl(web)).containsAll(web.pageUrls());
            assertThat(web.journal().count(VisitKind.SITEMAP)).isEqualTo(2);
        }
    }

    @Test
    void aSitemapThatIsNotThereIsNothing() throws Exception {
        try (TestWeb web = TestWeb.start(web().withSitemap(false).withHiddenPages(0))) {
            assertThat(crawl(web)).containsAll(web.pageUrls()).noneMatch(url -> url.contains("/sitemap"));
            assertThat(web.journal().visits(VisitKind.SITEMAP))
                    .hasSize(2)
                    .allMatch(visit -> visit.status() == 404 && visit.target().equals("/sitemap.xml"));
            assertThat(Files.readString(directory.resolve("data/crawl.log"))).doesNotContain("\"failed\"");
        }
    }

    @Test
    void withoutSitemapsNoneIsAskedFor() throws Exception {
        try (TestWeb web = TestWeb.start(web())) {
            crawl(web, "--no-sitemaps");
            assertThat(web.journal().count(VisitKind.SITEMAP)).isZero();
            assertThat(web.journal().distinctPages()).hasSize(2 * 8);
        }
    }

    @Test
    void robotsTxtMayForbidTheSitemapItNames() throws Exception {
        String forbid = "\nUser-agent: *\nDisallow: /sitemap\n";
        try (TestWeb web = TestWeb.start(web().withRobotsLines(forbid))) {
            crawl(web);
            assertThat(web.journal().count(VisitKind.SITEMAP)).isZero();
            assertThat(web.journal().distinctPages()).hasSize(2 * 8);
        }
    }

    @Test
    void sitemapsAreNotCountedAsPages() throws Exception {
        try (TestWeb web = TestWeb.start(web().withSitemapStyle(SitemapStyle.INDEX))) {
            assertThat(crawl(web, "--max-pages=25")).hasSize(25);
            assertThat(web.journal().count(VisitKind.SITEMAP)).isPositive();
        }
    }

    @Test
    void aCrawlEndsWhateverSitemapsDo() throws Exception {
        List<Fault> faults = List.of(
                Fault.GZIP_BOMB,
                Fault.ENDLESS_BODY,
                Fault.REDIRECT_LOOP,
                Fault.REDIRECT_NOWHERE,
                Fault.RESET_IN_BODY,
                Fault.BAD_CHUNK_SIZE,
                Fault.NOT_FOUND,
                Fault.NO_CONTENT,
                Fault.SILENCE);
        Path config = directory.resolve("config.yaml");
        Files.writeString(config, "fetch: {idle-timeout: 300ms, total-timeout: 5s, retries: 1, max-body: 1MiB}\n");
        try (FaultServer server = FaultServer.start(FaultOptions.defaults().withAddress("127.31.8.1"))) {
            StringBuilder lines = new StringBuilder();
            faults.forEach(
                    fault -> lines.append("Sitemap: ").append(server.url(fault)).append('\n'));
            try (TestWeb web = TestWeb.start(web().withRobotsLines(lines.toString()))) {
                assertThat(crawl(web, "--config=" + config, "--max-wait=5s")).containsAll(web.pageUrls());
            }
            // Each is asked for once for each host that names it, and once more where that may help.
            for (Fault fault : faults) {
                assertThat(server.requests(fault)).as(fault.name()).isBetween(1L, fault == Fault.NOT_FOUND ? 6L : 4L);
            }
        }
    }

    private static Set<String> places(List<Visit> visits) {
        return visits.stream().map(Visit::place).collect(Collectors.toSet());
    }

    /** Crawls the whole web and returns the URLs that are in the list of pages. */
    private List<String> crawl(TestWeb web, String... more) throws Exception {
        Path out = directory.resolve("out.txt");
        List<String> arguments = new ArrayList<>(List.of(CrawlProcess.wholeWeb(web, DELAY.toMillis() + "ms")));
        arguments.addAll(List.of("-o", out.toString()));
        for (String argument : more) {
            String name = argument.replaceFirst("=.*", "=");
            arguments.removeIf(before -> before.startsWith(name));
            arguments.add(argument);
        }
        try (CrawlProcess crawl =
                CrawlProcess.start(web, directory.resolve("data"), arguments.toArray(String[]::new))) {
            assertThat(crawl.await(120)).as(crawl.said()).isZero();
        }
        assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
        return Files.readAllLines(out);
    }
}
