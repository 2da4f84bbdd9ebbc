package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.metrics.Metric;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl of a cluster, as its nodes' metrics tell of it. */
@Timeout(180)
class NodeMetricsTest {
    /** What is zero once a crawl has ended. */
    private static final List<String> UNDER_WAY = List.of(
            "orbweaver_requests_in_flight",
            "orbweaver_links_outbox",
            "orbweaver_connections{state=\"active\"}",
            "orbweaver_frontier_urls{state=\"queued\"}",
            "orbweaver_frontier_urls{state=\"waiting\"}",
            "orbweaver_frontier_hosts{state=\"fetching\"}",
            "orbweaver_frontier_hosts{state=\"ready\"}");

    private static final String OPEN_SHARDS = "orbweaver_shards{state=\"open\"}";

    @TempDir
    private Path directory;

    /** The samples of one text, by name and tags. */
    private static Map<String, Double> samples(String answer) {
        assertThat(answer).startsWith("200 ");
        Map<String, Double> samples = new HashMap<>();
        answer.substring(4).lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return samples;
    }

    /** Returns what all nodes say together. */
    private static Map<String, Double> sums(TestNodes nodes, int... asked) throws InterruptedException {
        Map<String, Double> sums = new HashMap<>();
        for (int node : asked) {
            samples(nodes.ask(node, "/metrics")).forEach((name, value) -> sums.merge(name, value, Double::sum));
        }
        return sums;
    }

    private static void allThere(Map<String, Double> samples) {
        for (Metric metric : Metric.values()) {
            for (String value : metric.tagValues()) {
                String tags = metric.tag().isEmpty() ? "" : "{" + metric.tag() + "=\"" + value + "\"}";
                boolean histogram = metric.kind() == Metric.Kind.HISTOGRAM;
                assertThat(samples).containsKey(metric.text() + (histogram ? "_count" : tags));
            }
        }
        assertThat(samples).containsKeys("process_cpu_usage", "process_files_open_files", "process_files_max_files");
        assertThat(samples.keySet()).noneMatch(name -> name.contains("http") || name.contains("example"));
    }

    @Test
    void allNodesCountWhatTheCrawlCounts() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.41.64.1")
                .withHosts(12)
                .withPagesPerHost(10)
                .withRedirectPermil(100)
                .withErrorPermil(100)
                .withPrivatePermil(100)
                .withUnavailablePermil(50);
        try (TestWeb web = TestWeb.start(options);
                TestNodes nodes = new TestNodes("127.41.71", directory)) {
            String[] fetching = {
                "fetch.allow-private-addresses=true", "fetch.dns.servers=" + web.dnsAddress(), "fetch.contact=a@b.c"
            };
            nodes.scheduler(1, fetching);
            nodes.worker(2, fetching);
            nodes.worker(3, fetching);
            nodes.awaitReady(1, 2, 3);
            TestNodes.await(
                    () -> sums(nodes, 2).get(OPEN_SHARDS) > 0
                            && sums(nodes, 3).get(OPEN_SHARDS) > 0
                            && sums(nodes, 2, 3).get(OPEN_SHARDS) == 256,
                    () -> "the workers did not share the shards");
            JsonObject body = new JsonObject()
                    .put("seeds", new JsonArray().add(web.frontPage()))
                    .put("scope", new JsonObject().put("mode", "any"))
                    .put("limits", new JsonObject().put("maxDepth", 0))
                    .put("politeness", new JsonObject().put("delay", "10ms"));
            String created = nodes.post(1, "/api/v1/crawls", body.encode());
            assertThat(created).startsWith("201");
            String path = "/api/v1/crawls/" + new JsonObject(created.substring(4)).getValue("id");
            TestNodes.await(
                    () -> crawl(nodes, path).getString("state").equals("finished"), () -> "the crawl never ended");

            JsonObject counts = crawl(nodes, path).getJsonObject("counts");
            // What workers have is published once a second.
            TestNodes.await(
                    () -> UNDER_WAY.stream()
                                    .mapToDouble(sums(nodes, 1, 2, 3)::get)
                                    .sum()
                            == 0,
                    () -> "something is under way");
            Map<String, Double> sums = sums(nodes, 1, 2, 3);
            for (String outcome : List.of("fetched", "failed", "excluded")) {
                assertThat(sums.get("orbweaver_pages_total{outcome=\"" + outcome + "\"}"))
                        .as(outcome)
                        .isEqualTo(counts.getLong(outcome).doubleValue());
            }
            assertThat(counts.getLong("fetched")).isGreaterThan(100);
            agrees(sums, web);
            for (int node = 1; node <= 3; node++) {
                allThere(samples(nodes.ask(node, "/metrics")));
            }
            assertThat(sums.get(OPEN_SHARDS)).isEqualTo(256);
            assertThat(sums.get("orbweaver_shards{state=\"unowned\"}")).isZero();
            assertThat(logged()).containsAll(web.pageUrls());
        }
    }

    private static void agrees(Map<String, Double> sums, TestWeb web) {
        double answers = sums.entrySet().stream()
                .filter(each -> each.getKey().startsWith("orbweaver_responses_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(answers).isEqualTo(web.journal().visits().size());
        assertThat(sums.get("orbweaver_fetch_seconds_count")).isEqualTo(answers);
        assertThat(sums.get("orbweaver_fetch_seconds_sum")).isPositive();
        assertThat(sums.get("orbweaver_connect_seconds_count"))
                .isEqualTo(sums.get("orbweaver_connections_opened_total"))
                .isPositive();
        assertThat(sums.get("orbweaver_dns_seconds_count"))
                .isEqualTo(sums.get("orbweaver_dns_cache_total{result=\"miss\"}"))
                .isPositive();
        assertThat(sums.get("orbweaver_parse_seconds_count")).isBetween(1.0, answers);
        for (String positive : List.of(
                "orbweaver_bytes_total{direction=\"received\"}",
                "orbweaver_bytes_total{direction=\"sent\"}",
                "orbweaver_robots_cache_total{result=\"hit\"}",
                "orbweaver_robots_cache_total{result=\"miss\"}",
                "orbweaver_links_sent_total",
                "orbweaver_event_loop_lag_seconds_count",
                "orbweaver_store_bytes",
                "orbweaver_connections{state=\"idle\"}")) {
            assertThat(sums.get(positive)).as(positive).isPositive();
        }
    }

    private static JsonObject crawl(TestNodes nodes, String path) throws InterruptedException {
        return new JsonObject(nodes.ask(1, path).substring(4));
    }

    /** Returns the URLs in the crawl logs of both workers, each of crawl 1. */
    private List<String> logged() throws IOException {
        List<String> urls = new ArrayList<>();
        for (int node = 2; node <= 3; node++) {
            for (String line :
                    Files.readAllLines(directory.resolve("data-" + node).resolve("crawl.log"))) {
                JsonObject url = new JsonObject(line);
                assertThat(url.getInteger("crawl")).isEqualTo(1);
                urls.add(url.getString("url"));
            }
        }
        return urls;
    }
}
