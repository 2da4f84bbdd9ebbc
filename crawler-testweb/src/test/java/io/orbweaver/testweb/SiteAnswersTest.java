package io.orbweaver.testweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SiteAnswersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TestWebOptions SMALL =
            TestWebOptions.defaults().withHosts(9).withPagesPerHost(60).withMedianPageSize(4 << 10);

    @Test
    void errorsAndRedirectsAreWhatTheCompanionsSay() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL.withHosts(1).withErrorPermil(300).withRedirectPermil(300));
                WebClient client = new WebClient(web, 0)) {
            for (String url : web.companionUrls(VisitKind.MISSING)) {
                assertThat(client.get(path(url)).status()).isEqualTo(404);
            }
            for (String url : web.companionUrls(VisitKind.BROKEN)) {
                assertThat(client.get(path(url)).status()).isEqualTo(500);
            }
            for (String url : web.companionUrls(VisitKind.MOVED)) {
                WebClient.Response response = client.get(path(url));
                assertThat(response.status()).isIn(301, 302, 307);
                String target = URI.create(url)
                        .resolve(response.fields().get("location"))
                        .toString();
                assertThat(web.pageUrls()).contains(target);
            }
        }
    }

    @Test
    void unavailablePagesAreThereTheSecondTime() throws IOException {
        TestWebOptions options = SMALL.withUnavailablePermil(1000).withRetryAfter(Duration.ofSeconds(2));
        try (TestWeb web = TestWeb.start(options);
                WebClient client = new WebClient(web, 0)) {
            WebClient.Response refused = client.get("/");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.fields()).containsEntry("retry-after", "2");
            assertThat(client.get("/").status()).isEqualTo(200);
            web.reset();
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(web.unavailableAtFirst(0, 0)).isTrue();
        }
    }

    @Test
    void compressesForThoseWhoAccept() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL.withGzip(true));
                WebClient client = new WebClient(web, 0)) {
            WebClient.Response compressed = client.get("/", "Accept-Encoding: gzip");
            assertThat(compressed.fields()).containsEntry("content-encoding", "gzip");
            byte[] body = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
            assertThat(body).isEqualTo(web.content(0, 0));
            assertThat(client.get("/").body()).isEqualTo(web.content(0, 0));
        }
    }

    @Test
    void unchangedPagesAreNotSentAgain() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL);
                WebClient client = new WebClient(web, 0)) {
            String tag = client.get("/").fields().get("etag");
            WebClient.Response second = client.get("/", "If-None-Match: " + tag);
            assertThat(second.status()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
    }

    @Test
    void sitemapListsThePages() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL.withSitemap(true));
                WebClient client = new WebClient(web, 1)) {
            String location = "http://" + web.hostName(1) + ":" + web.port() + "/sitemap.xml";
            assertThat(client.get("/robots.txt").text()).contains("Sitemap: " + location);
            String xml = client.get("/sitemap.xml").text();
            for (int page = 0; page < 60; page++) {
                assertThat(xml).contains("<loc>" + web.url(1, page).replace("&", "&amp;") + "</loc>");
            }
        }
    }

    @Test
    void robotsFollowTheirRules() throws Exception {
        TestWebOptions options = SMALL.withCrawlDelay(Duration.ofMillis(1500))
                .withRobotsByHost(Map.of(
                        1, RobotsRule.MISSING,
                        2, RobotsRule.SERVER_ERROR,
                        3, RobotsRule.REDIRECT,
                        4, RobotsRule.HUGE,
                        5, RobotsRule.DISALLOW_ALL,
                        6, RobotsRule.FORBIDDEN,
                        7, RobotsRule.REDIRECT_LOOP));
        try (TestWeb web = TestWeb.start(options)) {
            String rules = "User-agent: *\nDisallow: /private/\nCrawl-delay: 1.500\n";
            assertThat(robots(web, 0).text()).isEqualTo(rules);
            assertThat(robots(web, 1).status()).isEqualTo(404);
            assertThat(robots(web, 2).status()).isEqualTo(503);
            assertThat(robots(web, 3).fields()).containsEntry("location", "/robots-moved.txt");
            assertThat(robots(web, 4).text()).startsWith(rules).hasSizeGreaterThan(2_000_000);
            assertThat(robots(web, 5).text()).contains("Disallow: /\n");
            assertThat(robots(web, 6).status()).isEqualTo(403);
            assertThat(robots(web, 7).fields()).containsEntry("location", "/robots.txt");
            try (WebClient client = new WebClient(web, 3)) {
                assertThat(client.get("/robots-moved.txt").text()).isEqualTo(rules);
            }
            assertThat(web.journal().awaitIdle(PATIENCE)).isTrue();
            assertThat(web.journal().count(VisitKind.ROBOTS)).isEqualTo(9);
        }
    }

    @Test
    void theJournalTellsConnectionsAndRequestsApart() throws Exception {
        try (TestWeb web = TestWeb.start(SMALL.withLatency(Duration.ofMillis(20)));
                WebClient first = new WebClient(web, 0);
                WebClient second = new WebClient(web, 0);
                WebClient third = new WebClient(web, 1)) {
            first.get("/");
            second.get("/");
            second.get("/robots.txt");
            third.get("/");
            assertThat(web.journal().awaitIdle(PATIENCE)).isTrue();
            assertThat(web.journal().visits()).hasSize(4);
            assertThat(web.journal().distinctPages()).containsExactlyInAnyOrder("h0.test/", "h1.test/");
            assertThat(web.journal().duplicates()).isEqualTo(1);
            assertThat(web.journal().timesByTarget("h0.test")).isEqualTo(Map.of("/", 2L, "/robots.txt", 1L));
            assertThat(web.journal().peakConnections("h0.test")).isEqualTo(2);
            assertThat(web.journal().peakConnections()).isEqualTo(3);
            assertThat(web.journal().smallestStartGap("h0.test").orElseThrow()).isGreaterThan(Duration.ofMillis(19));
            List<Visit> visits = web.journal().visits("h0.test", "/");
            assertThat(visits.get(0).connection()).isNotEqualTo(visits.get(1).connection());
            assertThat(visits).allMatch(visit -> visit.end() - visit.start() >= 19_000_000);
        }
    }

    @Test
    void aSilentRobotsFileIsAnUnansweredVisit() throws Exception {
        try (TestWeb web = TestWeb.start(SMALL.withRobots(RobotsRule.SILENT))) {
            try (Socket socket = new Socket(web.hostAddress(0), web.port())) {
                socket.getOutputStream().write("GET /robots.txt HTTP/1.1\r\nHost: h0.test\r\n\r\n".getBytes());
                socket.setSoTimeout(100);
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                assertThat(web.journal().awaitIdle(Duration.ofMillis(10))).isFalse();
            }
            assertThat(web.journal().awaitIdle(PATIENCE)).isTrue();
            assertThat(web.journal().visits("h0.test", "/robots.txt"))
                    .singleElement()
                    .matches(visit -> visit.status() == Visit.UNANSWERED);
        }
    }

    @Test
    void foreignHostNamesAreTurnedAway() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL);
                TestWeb foreign = TestWeb.start(SMALL.withDomainPattern("foreign%d.test"));
                Socket socket = new Socket(web.hostAddress(0), web.port())) {
            socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: " + foreign.hostName(0) + "\r\n\r\n").getBytes());
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start)).isEqualTo("HTTP/1.1 421");
        }
    }

    private static WebClient.Response robots(TestWeb web, int host) throws IOException {
        try (WebClient client = new WebClient(web, host)) {
            return client.get("/robots.txt");
        }
    }

    private static String path(String url) {
        return URI.create(url).getRawPath();
    }
}
