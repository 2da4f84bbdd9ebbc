package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after a crawl whatever failed meanwhile, by the journal of the web and by what the cluster shows. */
final class FaultChecks {
    private final CrawlUnderTest crawl;
    private final TestWeb web;

    FaultChecks(CrawlUnderTest crawl) {
        this.crawl = crawl;
        this.web = crawl.web;
    }

    /** Nothing was given up: every page is there, once. */
    void complete() throws Exception {
        JsonNode end = crawl.awaitFinished();
        assertThat(end.get("reason").asText()).as(end.toString()).isEqualTo("exhausted");
        Set<String> pages = committed(end);
        assertThat(pages).isEqualTo(new HashSet<>(web.pageUrls()));
        assertThat(end.get("lostShards")).as("lost shards").isEmpty();
        assertThat(end.get("counts").get("queued").asLong()).isZero();
        assertThat(end.get("counts").get("inFlight").asLong()).isZero();
        polite(Set.of());
    }

    /** The limit was reached, and not passed. */
    void limited(long maxPages) throws Exception {
        JsonNode end = crawl.awaitFinished();
        assertThat(end.get("reason").asText()).as(end.toString()).isEqualTo("maxPages");
        assertThat(committed(end)).hasSize((int) maxPages);
        polite(Set.of());
    }

    /** Shards were given up: every link of every page that is there was followed, but for those into these shards. */
    void completeBut(Set<Integer> lost) throws Exception {
        JsonNode end = crawl.awaitFinished();
        assertThat(end.get("reason").asText()).as(end.toString()).isEqualTo("exhausted");
        Set<Integer> said = new HashSet<>();
        end.get("lostShards").forEach(shard -> said.add(shard.asInt()));
        assertThat(said).isEqualTo(lost);
        Set<String> pages = committed(end);
        Set<String> all = new HashSet<>(web.pageUrls());
        Set<String> missing = new HashSet<>();
        int givenUp = 0;
        for (int host = 0; host < web.options().hosts(); host++) {
            for (int page = 0; page < web.options().pagesPerHost(); page++) {
                if (!pages.contains(web.url(host, page))) {
                    givenUp++;
                    continue;
                }
                for (String link : web.links(host, page)) {
                    if (all.contains(link) && !lost.contains(crawl.shard(link)) && !pages.contains(link)) {
                        missing.add(link);
                    }
                }
            }
        }
        System.out.println(givenUp + " pages were given up with " + lost.size() + " shards");
        assertThat(missing).as("linked from pages that are there").isEmpty();
        polite(lost);
    }

    /** The counts, the walk over the pages and the export say the same. Returns the URLs. */
    private Set<String> committed(JsonNode end) throws IOException, InterruptedException {
        List<String> walked = crawl.cluster.api().pages(crawl.id).stream()
                .filter(page -> page.get("status").asInt() / 100 != 3)
                .map(page -> page.get("url").asText())
                .toList();
        Set<String> distinct = new HashSet<>(walked);
        assertThat(walked).as("each page once").hasSameSizeAs(distinct);
        List<String> exported = crawl.cluster.api().export(crawl.id, "urls");
        assertThat(exported).as("the export").hasSameSizeAs(walked);
        assertThat(new HashSet<>(exported)).as("the export").isEqualTo(distinct);
        assertThat(end.get("counts").get("fetched").asInt()).as(end.toString()).isEqualTo(walked.size());
        return distinct;
    }

    /**
     * No host was asked too soon, and nothing again but what was in flight when a node failed.
     *
     * @param lost shards of which nobody knows any more what was fetched
     */
    private void polite(Set<Integer> lost) {
        assertThat(web.journal().dropped()).isZero();
        List<Visit> kept = web.journal().visits().stream()
                .filter(visit -> visit.kind() != VisitKind.ROBOTS)
                .filter(visit -> !lost.contains(crawl.shard("http://" + visit.host() + "/")))
                .toList();
        Map<String, Visit> first = new HashMap<>();
        List<String> repeats = new ArrayList<>();
        List<Visit> durable = new ArrayList<>();
        for (Visit visit : kept) {
            Visit before = first.putIfAbsent(visit.place(), visit);
            if (before != null) {
                repeats.add(visit + " after " + before);
            }
            for (CrawlUnderTest.Fault fault : crawl.faults()) {
                if (visit.start() - fault.time() > 0 && fault.durable().contains(visit.place())) {
                    durable.add(visit);
                }
            }
        }
        int allowed =
                crawl.faults().stream().mapToInt(CrawlUnderTest.Fault::requests).sum();
        Duration gap = smallestGap();
        System.out.println(first.size() + " URLs asked for, " + repeats.size() + " repeats of " + allowed
                + " that may have been in flight, smallest gap " + gap.toMillis() + " ms of " + crawl.delay.toMillis());
        repeats.forEach(System.out::println);
        assertThat(durable)
                .as("on the disk of a node that failed, and asked for again")
                .isEmpty();
        assertThat(repeats).hasSizeLessThanOrEqualTo(allowed);
        assertThat(gap).as("smallest gap").isGreaterThanOrEqualTo(crawl.delay);
    }

    /** Between the end of an answer and the next request to its host; robots.txt takes its turn like all others. */
    private Duration smallestGap() {
        Map<String, List<Visit>> byHost = new HashMap<>();
        for (Visit visit : web.journal().visits()) {
            byHost.computeIfAbsent(visit.host(), any -> new ArrayList<>()).add(visit);
        }
        long smallest = Long.MAX_VALUE;
        for (List<Visit> visits : byHost.values()) {
            visits.sort(Comparator.comparingLong(Visit::start));
            long latest = visits.getFirst().end();
            for (Visit visit : visits.subList(1, visits.size())) {
                if (visit.start() - latest < crawl.delay.toNanos()) {
                    System.out.println("too soon after " + (visit.start() - latest) / 1_000 + " us: " + visit);
                }
                smallest = Math.min(smallest, visit.start() - latest);
                latest = Math.max(latest, visit.end());
            }
        }
        return Duration.ofNanos(smallest);
    }
}
