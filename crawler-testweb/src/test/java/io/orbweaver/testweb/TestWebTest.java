package io.orbweaver.testweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.journal.VisitKind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TestWebTest {
    private static final Pattern ANCHOR = Pattern.compile("<a href=([\"'])(.*?)\\1>", Pattern.DOTALL);
    private static final TestWebOptions SMALL = TestWebOptions.defaults()
            .withHosts(13)
            .withPagesPerHost(40)
            .withMedianPageSize(4 << 10)
            .withMeanLinks(12);

    @Test
    void allPagesAreReachedByWalkingTheLinks() throws Exception {
        TestWebOptions options = SMALL.withErrorPermil(100)
                .withRedirectPermil(100)
                .withCopyPermil(100)
                .withUnavailablePermil(200);
        try (TestWeb web = TestWeb.start(options)) {
            Set<String> seen = crawl(web);
            assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
            Set<String> expected = new HashSet<>(web.pageUrls());
            for (VisitKind kind :
                    List.of(VisitKind.MISSING, VisitKind.BROKEN, VisitKind.MOVED, VisitKind.PRIVATE, VisitKind.COPY)) {
                assertThat(web.companionUrls(kind)).isNotEmpty();
                expected.addAll(web.companionUrls(kind));
                assertThat(web.journal().count(kind))
                        .isEqualTo(web.companionUrls(kind).size());
            }
            assertThat(seen).isEqualTo(expected);
            assertThat(web.journal().distinctPages()).hasSize(13 * 40).hasSize(Math.toIntExact(web.pageCount()));
            assertThat(web.journal().duplicates()).isZero();
            assertThat(web.journal().visits(VisitKind.UNKNOWN)).isEmpty();
            assertThat(web.journal().peakConnections()).isPositive();
        }
    }

    @Test
    void linksAreThoseOfTheMarkup() throws IOException {
        try (TestWeb web = TestWeb.start(SMALL)) {
            for (int page = 0; page < 40; page++) {
                String html = new String(web.content(3, page), StandardCharsets.ISO_8859_1);
                assertThat(hrefs(html, web.url(3, page))).isEqualTo(web.links(3, page));
                assertThat(html).contains("3." + page + "</title>");
            }
        }
    }

    @Test
    void equalOptionsMakeEqualWebs() throws IOException {
        List<byte[]> first = new ArrayList<>();
        int port;
        try (TestWeb web = TestWeb.start(SMALL)) {
            port = web.port();
            for (int page = 0; page < 40; page++) {
                first.add(web.content(12, page));
            }
        }
        try (TestWeb same = TestWeb.start(SMALL.withPort(port));
                TestWeb other = TestWeb.start(SMALL.withSeed(2).withFirstAddress("127.9.0.1"))) {
            for (int page = 0; page < 40; page++) {
                assertThat(same.content(12, page)).isEqualTo(first.get(page));
                assertThat(other.content(12, page)).isNotEqualTo(first.get(page));
            }
        }
    }

    @Test
    void pageSizesHaveTheMedianAskedFor() {
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults().withPagesPerHost(500))) {
            List<Integer> sizes = new ArrayList<>();
            double links = 0;
            for (int page = 0; page < 500; page++) {
                sizes.add(web.content(1, page).length);
                links += web.links(1, page).size();
            }
            sizes.sort(null);
            assertThat(sizes.get(250)).isBetween(26_000, 36_000);
            assertThat(sizes.getLast()).isGreaterThan(150_000).isLessThan(1_050_000);
            assertThat(links / 500).isBetween(36.0, 44.0);
        }
    }

    @Test
    void onlyTheOneSpellingOfAUrlIsAPage() throws Exception {
        try (TestWeb web = TestWeb.start(SMALL);
                WebClient client = new WebClient(web, 2)) {
            for (int page = 1; page < 20; page++) {
                String target = web.target(2, page);
                assertThat(client.get(target).status()).isEqualTo(200);
                for (String other : List.of("/." + target, target + "?", target.toUpperCase(), "/x/.." + target)) {
                    assertThat(client.get(other).status()).isEqualTo(404);
                }
            }
            assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(web.journal().count(VisitKind.UNKNOWN)).isEqualTo(19 * 4);
            assertThat(web.journal().distinctPages()).hasSize(19);
        }
    }

    @Test
    void hostsShareAddressesOnlyWhereTheyRunOut() {
        try (TestWeb web = TestWeb.start(SMALL.withAddresses(4).withFirstAddress("127.3.0.254"))) {
            assertThat(web.hostAddress(0)).isEqualTo("127.3.0.254");
            assertThat(web.hostAddress(3)).isEqualTo("127.3.1.1");
            assertThat(web.hostAddress(4)).isEqualTo("127.3.0.254");
        }
    }

    private static Set<String> crawl(TestWeb web) throws IOException {
        Map<String, WebClient> clients = new HashMap<>();
        for (int host = 0; host < web.options().hosts(); host++) {
            clients.put(web.hostName(host), new WebClient(web, host));
        }
        Set<String> seen = new HashSet<>(Set.of(web.frontPage()));
        Queue<String> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            URI url = URI.create(queue.remove());
            String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
            WebClient client = clients.get(url.getHost());
            WebClient.Response response = client.get(target);
            if (response.status() == 503) {
                response = client.get(target);
            }
            for (String link : hrefs(response.text(), url.toString())) {
                if (seen.add(link)) {
                    queue.add(link);
                }
            }
        }
        for (WebClient client : clients.values()) {
            client.close();
        }
        return seen;
    }

    /** Resolves and normalizes independently of how the markup is written. */
    private static List<String> hrefs(String html, String base) {
        List<String> urls = new ArrayList<>();
        Matcher anchors = ANCHOR.matcher(html);
        while (anchors.find()) {
            String reference = anchors.group(2).strip().replace("&amp;", "&").replace("&#38;", "&");
            URI url = URI.create(base).resolve(URI.create(reference)).normalize();
            String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            urls.add(url.getScheme().toLowerCase() + "://" + url.getHost().toLowerCase() + ":" + url.getPort() + path
                    + query);
        }
        return urls;
    }
}
