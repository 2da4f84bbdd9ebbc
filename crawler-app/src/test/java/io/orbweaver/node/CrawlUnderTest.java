package io.orbweaver.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.journal.VisitKind;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A crawl of a whole synthetic web on a cluster, during which nodes fail. */
final class CrawlUnderTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A fault of a node.
     *
     * @param time reading of {@link System#nanoTime()} after it, and after what is durable was read
     * @param requests that may have been in flight: one for each connection that a host may get
     * @param durable host, path and query of URLs whose end was on the node's disk: its crawl log has a line after that
     */
    record Fault(String node, long time, int requests, Set<String> durable) {}

    final ClusterUnderTest cluster;
    final TestWeb web;
    final Duration delay;
    final String id;
    private final int shards;
    private final List<Fault> faults = new ArrayList<>();

    private CrawlUnderTest(ClusterUnderTest cluster, TestWeb web, Duration delay, int shards, String id) {
        this.cluster = cluster;
        this.web = web;
        this.delay = delay;
        this.shards = shards;
        this.id = id;
    }

    /** Submits a crawl of everything; {@code maxPages} of zero is no limit. */
    static CrawlUnderTest submit(ClusterUnderTest cluster, TestWeb web, Duration delay, int shards, long maxPages)
            throws IOException, InterruptedException {
        JsonNode created =
                cluster.api().post("/crawls", """
                {"seeds": ["%s"], "scope": {"mode": "any"}, "limits": {"maxPages": %d, "maxDepth": 0},
                 "politeness": {"delay": "%dms", "connections": 1}}
                """.formatted(web.frontPage(), maxPages, delay.toMillis()), 201);
        return new CrawlUnderTest(cluster, web, delay, shards, created.get("id").asText());
    }

    List<Fault> faults() {
        return faults;
    }

    JsonNode status() throws IOException, InterruptedException {
        return cluster.api().get("/crawls/" + id);
    }

    /** Waits until the web has been asked for so many percent of its pages. */
    void awaitPercent(int percent) throws Exception {
        awaitPages(web.pageCount() * percent / 100);
    }

    /** Waits until the web has been asked for so many pages. */
    void awaitPages(long pages) throws Exception {
        Waiting.until(
                pages + " pages are asked for, of which " + web.journal().count(VisitKind.PAGE) + " were",
                PATIENCE,
                cluster::said,
                () -> web.journal().count(VisitKind.PAGE) >= pages);
    }

    /** Waits until the scheduler calls the crawl finished. */
    JsonNode awaitFinished() throws Exception {
        Waiting.until(
                "the crawl is finished",
                PATIENCE,
                () -> told(),
                () -> status().get("state").asText().equals("finished"));
        if (!web.journal().awaitIdle(Duration.ofSeconds(10))) {
            throw new AssertionError("requests are under way after the end of the crawl\n" + told());
        }
        return status();
    }

    private String told() {
        try {
            return status() + "\n" + cluster.api().get("/cluster").get("reasons") + "\n" + cluster.said();
        } catch (IOException e) {
            return e + "\n" + cluster.said();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cluster.said();
        }
    }

    /** Notes that a worker was just hit by a fault, with the shards it had by this table of owners. */
    void hit(NodeUnderTest worker, Map<Integer, String> owners) throws IOException {
        // In this order: one that is only cut off may go on for as long as its lease.
        Set<String> durable = durable(worker);
        long time = System.nanoTime();
        int hosts = 0;
        for (int host = 0; host < web.options().hosts(); host++) {
            if (worker.id().equals(owners.get(shard(web.url(host, 0))))) {
                hosts++;
            }
        }
        faults.add(new Fault(worker.id(), time, hosts, durable));
    }

    int shard(String url) {
        return Shards.of(Objects.requireNonNull(Url.parse(url)), shards);
    }

    /** Host, path and query, as {@link io.orbweaver.testweb.journal.Visit#place} has them. */
    static String place(String url) {
        Url parsed = Objects.requireNonNull(Url.parse(url), url);
        String text = parsed.toString();
        int path = text.indexOf('/', text.indexOf("://") + 3);
        return parsed.host() + text.substring(path);
    }

    private static Set<String> durable(NodeUnderTest worker) throws IOException {
        Path log = worker.data().resolve("crawl.log");
        Set<String> places = new HashSet<>();
        if (Files.exists(log)) {
            String text = Files.readString(log);
            // What is behind the last line end was cut off by a kill.
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                JsonNode entry = JSON.readTree(line);
                if (!entry.get("outcome").asText().equals("sitemap")) {
                    places.add(place(entry.get("url").asText()));
                }
            }
        }
        return places;
    }

    /** Returns how many URLs ended at a worker. */
    static int ended(NodeUnderTest worker) throws IOException {
        return durable(worker).size();
    }
}
