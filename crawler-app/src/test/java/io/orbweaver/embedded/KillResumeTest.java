package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orbweaver.testweb.SitemapStyle;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crawl may be killed at any moment: resumed, it fetches every page, also those that only sitemaps name, commits none
 * twice, and repeats only what was in flight. The larger run: {@code -Dkill.pages=5000 -Dkill.times=10}.
 */
class KillResumeTest {
    private static final int HOSTS = 20;
    private static final int PAGES = Integer.getInteger("kill.pages", 1_000) / HOSTS;
    private static final int KILLS = Integer.getInteger("kill.times", 3);
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void nothingIsLostAndNothingIsCommittedTwice() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("replay with -Dkill.seed=" + seed);
        Random random = new Random(seed);
        TestWebOptions options = TestWebOptions.defaults()
                .withHosts(HOSTS)
                .withPagesPerHost(PAGES)
                .withSitemap(true)
                .withSitemapStyle(SitemapStyle.INDEX)
                .withHiddenPages(PAGES / 2)
                .withLatency(Duration.ofMillis(5));
        Path data = directory.resolve("data");
        Path out = directory.resolve("out.txt");
        List<Kill> kills = new ArrayList<>();
        try (TestWeb web = TestWeb.start(options)) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (CrawlProcess crawl = start(web, data, kill > 0, out)) {
                    long before = web.journal().count(VisitKind.PAGE);
                    long wanted = before + 1 + random.nextInt((int) Math.max(1, web.pageCount() / KILLS));
                    awaitPages(web, crawl, wanted);
                    crawl.kill();
                    kills.add(new Kill(System.nanoTime(), durable(data)));
                }
            }
            try (CrawlProcess crawl = start(web, data, true, out)) {
                assertThat(crawl.await(120)).as(crawl.said()).isZero();
            }
            assertThat(web.journal().awaitIdle(Duration.ofSeconds(10))).isTrue();
            List<String> committed = Files.readAllLines(out);
            Set<String> distinct = new HashSet<>(committed);
            assertThat(committed).hasSameSizeAs(distinct);
            assertThat(distinct).containsAll(web.pageUrls());
            repeatsWereInFlight(web, kills);
            assertThat(web.journal().smallestGap().orElseThrow()).isGreaterThanOrEqualTo(DELAY);
        }
    }

    private static CrawlProcess start(TestWeb web, Path data, boolean resume, Path out) throws Exception {
        return resume && Files.exists(data.resolve("crawl-options.json"))
                ? CrawlProcess.start(web, data, "--resume", "-o", out.toString())
                : CrawlProcess.start(web, data, concat(CrawlProcess.wholeWeb(web, DELAY.toMillis() + "ms"), out));
    }

    private static String[] concat(String[] options, Path out) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-o", out.toString()));
        return all.toArray(String[]::new);
    }

    private static void awaitPages(TestWeb web, CrawlProcess crawl, long wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (web.journal().count(VisitKind.PAGE) < wanted && crawl.alive()) {
            assertThat(System.nanoTime()).as(crawl.said()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Host, path and query of the URLs whose end was durable when the process died: the crawl's log has its line after the commit. */
    private static Set<String> durable(Path data) throws Exception {
        Path log = data.resolve("crawl.log");
        Set<String> places = new HashSet<>();
        if (Files.exists(log)) {
            String text = Files.readString(log);
            // What is behind the last line end was cut off by the kill.
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                JsonNode entry = JSON.readTree(line);
                URI url = URI.create(entry.get("url").asText());
                String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
                places.add(url.getHost() + url.getRawPath() + query);
            }
        }
        return places;
    }

    /**
     * What was durable at a kill is never asked for again, and only few answers were not: each connection is at most one
     * answer ahead of the disk, however slow that is.
     */
    private static void repeatsWereInFlight(TestWeb web, List<Kill> kills) {
        Map<String, List<Visit>> byPlace = new HashMap<>();
        for (Visit visit : web.journal().visits()) {
            if (visit.kind() != VisitKind.ROBOTS) {
                byPlace.computeIfAbsent(visit.place(), any -> new ArrayList<>()).add(visit);
                for (Kill kill : kills) {
                    assertThat(visit.start() - kill.time() > 0 && kill.durable().contains(visit.place()))
                            .as("durable at the kill at " + kill.time() + ", and asked for again: " + visit)
                            .isFalse();
                }
            }
        }
        long repeats =
                byPlace.values().stream().mapToLong(visits -> visits.size() - 1).sum();
        assertThat(repeats).isLessThanOrEqualTo(2L * kills.size() * HOSTS);
        System.out.println(kills.size() + " kills, " + byPlace.size() + " URLs, " + repeats + " repeated");
    }

    private record Kill(long time, Set<String> durable) {}
}
