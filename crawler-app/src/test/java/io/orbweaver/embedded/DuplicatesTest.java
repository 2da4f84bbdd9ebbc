package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of pages with the same body within one crawl and registrable domain, the one committed first is the original, and all
 * others name it; also where the crawl is killed in between.
 */
class DuplicatesTest {
    private static final int PAGES = 150;
    private static final int BODIES = 10;
    private static final List<String> HOSTS = List.of("a.one.test", "b.one.test", "one.test", "two.test");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void duplicateOf_isExactAcrossTheDomainAndKills() throws Exception {
        Path data = directory.resolve("data");
        Path out = directory.resolve("out.jsonl");
        try (ScriptedSite site = new ScriptedSite("127.77.1.10")) {
            List<String> arguments = new ArrayList<>(List.of(site.options("5ms")));
            HOSTS.forEach(host -> publish(site, host));
            HOSTS.forEach(host -> arguments.add(site.url(host, "/")));
            arguments.addAll(List.of("--max-pages=0", "--max-depth=0", "-o" + out));
            String[] options = arguments.toArray(String[]::new);
            for (int kill = 1; kill <= 2; kill++) {
                boolean resume = Files.exists(data.resolve("crawl-options.json"));
                try (CrawlProcess crawl = CrawlProcess.start(data, resume ? new String[] {"--resume"} : options)) {
                    await(site, crawl, kill * HOSTS.size() * PAGES / 3);
                    assertThat(crawl.alive()).as(crawl.said()).isTrue();
                    crawl.kill();
                }
            }
            JsonNode counts;
            try (CrawlProcess crawl = CrawlProcess.start(data, "--resume", "--json")) {
                assertThat(crawl.await(120)).as(crawl.said()).isZero();
                counts = JSON.readTree(crawl.printed()).get("counts");
            }
            List<JsonNode> records = new ArrayList<>();
            for (String line : Files.readAllLines(out)) {
                records.add(JSON.readTree(line));
            }
            assertThat(records).hasSize(HOSTS.size() * (PAGES + 1));
            assertThat(counts.get("duplicates").asInt()).isEqualTo(exactlyOneOriginalEach(records));
        }
    }

    private static void publish(ScriptedSite site, String host) {
        StringBuilder front = new StringBuilder("front page of " + host);
        for (int page = 0; page < PAGES; page++) {
            front.append("<a href=/").append(page).append(">x</a>");
            site.page(host, "/" + page, "one of a few bodies: " + page % BODIES);
        }
        site.page(host, "/", front.toString());
    }

    private static void await(ScriptedSite site, CrawlProcess crawl, int requests) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (site.requests().size() < requests && crawl.alive()) {
            assertThat(System.nanoTime()).as(crawl.said()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Returns how many records name another. */
    private static int exactlyOneOriginalEach(List<JsonNode> records) {
        Map<String, String> originals = new HashMap<>();
        Map<String, Set<String>> named = new HashMap<>();
        int duplicates = 0;
        for (JsonNode record : records) {
            String body = domain(record) + " " + record.get("digest").asText();
            if (record.get("duplicateOf").isNull()) {
                assertThat(originals.put(body, record.get("url").asText())).isNull();
            } else {
                named.computeIfAbsent(body, any -> new TreeSet<>())
                        .add(record.get("duplicateOf").asText());
                duplicates++;
            }
        }
        // The front pages have no duplicates.
        assertThat(originals).hasSize(2 * BODIES + HOSTS.size());
        named.forEach((body, urls) -> assertThat(urls).containsExactly(originals.get(body)));
        assertThat(named).hasSize(2 * BODIES);
        return duplicates;
    }

    private static String domain(JsonNode record) {
        String host = URI.create(record.get("url").asText()).getHost();
        return host.endsWith("one.test") ? "one.test" : host;
    }
}
