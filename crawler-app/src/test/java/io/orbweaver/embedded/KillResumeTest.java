package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
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
 * A crawl may be killed at any moment: resumed, it fetches every page, commits none twice, and repeats only what was in
 * flight. The larger run: {@code -Dkill.pages=5000 -Dkill.times=10}.
 */
class KillResumeTest {
    private static final int HOSTS = 20;
    private static final int PAGES = Integer.getInteger("kill.pages", 1_000) / HOSTS;
    private static final int KILLS = Integer.getInteger("kill.times", 3);
    private static final Duration DELAY = Duration.ofMillis(20);

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
                .withLatency(Duration.ofMillis(5));
        Path data = directory.resolve("data");
        Path out = directory.resolve("out.txt");
        List<Long> kills = new ArrayList<>();
        try (TestWeb web = TestWeb.start(options)) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (CrawlProcess crawl = start(web, data, kill > 0, out)) {
                    long before = web.journal().count(VisitKind.PAGE);
                    long wanted = before + 1 + random.nextInt((int) Math.max(1, web.pageCount() / KILLS));
                    awaitPages(web, crawl, wanted);
                    crawl.kill();
                    kills.add(System.nanoTime());
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
            assertThat(web.journal().smallestGap().orElseThrow()).isGreaterThanOrEqualTo(DELAY.minusMillis(3));
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

    /** Whatever the server saw twice was in flight, or not yet durable, within a moment of a kill. */
    private static void repeatsWereInFlight(TestWeb web, List<Long> kills) {
        Map<String, List<Visit>> byPlace = new HashMap<>();
        for (Visit visit : web.journal().visits()) {
            if (visit.kind() != VisitKind.ROBOTS) {
                byPlace.computeIfAbsent(visit.place(), any -> new ArrayList<>()).add(visit);
            }
        }
        long repeats = 0;
        for (List<Visit> visits : byPlace.values()) {
            for (Visit visit : visits.subList(0, visits.size() - 1)) {
                repeats++;
                assertThat(kills)
                        .as("fetched twice: " + visit)
                        .anyMatch(kill -> visit.end() < kill + 1_000_000_000L && visit.end() > kill - 1_000_000_000L);
            }
        }
        assertThat(repeats).isLessThanOrEqualTo((long) kills.size() * HOSTS);
        System.out.println(kills.size() + " kills, " + byPlace.size() + " URLs, " + repeats + " repeated");
    }
}
