package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Tally;
import io.orbweaver.rest.ApiUnderTest.Answer;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.SpokenWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crawls are created, listed, changed, paused, stopped and deleted as the description says. */
class CrawlApiTest {
    private static final String CRAWLS = "/api/v1/crawls";

    @TempDir
    Path directory;

    private ApiUnderTest api;

    @BeforeEach
    void open() {
        api = new ApiUnderTest(directory);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer patch(int id, String json) {
        return api.send("PATCH", CRAWLS + "/" + id, "application/merge-patch+json", json);
    }

    @Test
    void aCrawlIsCreatedWithDefaultsForWhatIsNotWritten() {
        Answer created = api.post(CRAWLS, "{\"name\": \"docs\", \"seeds\": [\"https://example.com/a\"]}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(CRAWLS + "/" + created.at("/id"));
        assertThat(created.at("/state")).isEqualTo("running");
        assertThat(created.at("/scope/mode")).isEqualTo("domain");
        assertThat(created.at("/limits/maxPages")).isEqualTo("1000");
        assertThat(created.json().at("/politeness/delay").isNull()).isTrue();

        Answer got = api.get(created.header("Location"));
        assertThat(got.json()).isEqualTo(created.json());
    }

    @Test
    void everythingThatCanBeWrittenComesBack() {
        String body = """
                {"name": "all", "seeds": ["https://example.com/"],
                 "scope": {"mode": "any", "include": ["/a"], "exclude": ["/b$"]},
                 "limits": {"maxPages": 7, "maxDepth": 0, "maxPagesPerHost": 3, "maxBytes": "1MiB", "maxDuration": "2m"},
                 "politeness": {"delay": "250ms", "connections": 2, "robots": false},
                 "follow": {"sitemaps": false, "nofollow": true, "canonical": false},
                 "recrawl": {"mode": "none"}, "headers": {"X-Key": "a: b"}, "webhook": null}""";
        Answer created = api.post(CRAWLS, body);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("scope").toString())
                .isEqualTo("{\"mode\":\"any\",\"include\":[\"/a\"],\"exclude\":[\"/b$\"]}");
        assertThat(created.json().get("limits").toString())
                .isEqualTo("{\"maxPages\":7,\"maxDepth\":0,\"maxPagesPerHost\":3,\"maxBytes\":1048576,"
                        + "\"maxDuration\":\"2m\"}");
        assertThat(created.json().get("politeness").toString())
                .isEqualTo("{\"delay\":\"250ms\",\"connections\":2,\"robots\":false}");
        assertThat(created.json().get("follow").toString())
                .isEqualTo("{\"sitemaps\":false,\"nofollow\":true,\"canonical\":false}");
        assertThat(created.at("/headers/X-Key")).isEqualTo("a: b");
    }

    @Test
    void listsGoOnWhereTheCursorSays() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(String.valueOf(api.crawl()));
        }
        List<String> listed = new ArrayList<>();
        Answer page = api.get(CRAWLS + "?limit=2");
        while (true) {
            page.json().get("items").forEach(item -> listed.add(item.get("id").asText()));
            if (page.json().get("next").isNull()) {
                break;
            }
            assertThat(page.json().get("items")).hasSize(2);
            page = api.get(CRAWLS + "?limit=2&cursor=" + page.at("/next"));
        }
        assertThat(listed).isEqualTo(made);
        assertThat(api.get(CRAWLS).json().get("items")).hasSize(5);
    }

    @Test
    void aMergePatchChangesWhatItNames() {
        int id = api.crawl();
        Answer changed =
                patch(id, "{\"name\": \"new\", \"limits\": {\"maxPages\": 5}, \"scope\": {\"mode\": \"host\"}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/name")).isEqualTo("new");
        assertThat(changed.at("/limits/maxPages")).isEqualTo("5");
        assertThat(changed.at("/limits/maxDepth")).isEqualTo("5");
        assertThat(changed.at("/scope/mode")).isEqualTo("host");

        Answer back =
                patch(id, "{\"limits\": {\"maxPages\": null}, \"scope\": null, \"politeness\": {\"delay\": \"3s\"}}");
        assertThat(back.at("/limits/maxPages")).as("its default").isEqualTo("1000");
        assertThat(back.at("/scope/mode")).isEqualTo("domain");
        assertThat(back.at("/politeness/delay")).isEqualTo("3s");
        assertThat(api.get(CRAWLS + "/" + id).json()).isEqualTo(back.json());
    }

    @Test
    void whatCannotBeChangedIsRefusedAndNothingIsChanged() {
        int id = api.crawl();
        Answer refused = patch(
                id,
                "{\"name\": \"x\", \"seeds\": [], \"headers\": {}, \"limits\": {\"maxPage\": null, \"maxDepth\": -1}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(pointers(refused))
                .containsExactlyInAnyOrder("/seeds", "/headers", "/limits/maxPage", "/limits/maxDepth");
        assertThat(api.get(CRAWLS + "/" + id).at("/name")).isEmpty();
    }

    static List<String> pointers(Answer answer) {
        List<String> pointers = new ArrayList<>();
        answer.json()
                .get("errors")
                .forEach(error -> pointers.add(error.get("pointer").asText()));
        return pointers;
    }

    @Test
    void pauseAndResumeMayBeAskedTwice() {
        String crawl = CRAWLS + "/" + api.crawl();
        for (String command : List.of("pause", "pause", "resume", "resume")) {
            Answer answer = api.post(crawl + "/" + command);
            assertThat(answer.status()).as(command).isEqualTo(202);
            assertThat(answer.at("/state")).isEqualTo(command.equals("pause") ? "paused" : "running");
        }
    }

    @Test
    void aCrawlIsStoppedWhenEveryWorkerHasNothingOfItInFlight() {
        int id = api.crawl();
        SpokenWorker one = worker("one");
        SpokenWorker two = worker("two");
        beat(one);
        beat(two);
        beat(one);
        assertThat(api.post(CRAWLS + "/" + id + "/stop").at("/state")).isEqualTo("stopping");
        long round = Objects.requireNonNull(beat(one).rounds().get(id));
        beat(one, report(id, round, 0));
        beat(two, report(id, round, 1));
        assertThat(api.post(CRAWLS + "/" + id + "/stop").at("/state")).isEqualTo("stopping");
        beat(two, report(id, round, 0));

        Answer stopped = api.post(CRAWLS + "/" + id + "/stop");
        assertThat(stopped.status()).isEqualTo(202);
        assertThat(stopped.at("/state")).isEqualTo("stopped");
        assertThat(stopped.at("/reason")).isEqualTo("stopped");
        assertThat(stopped.json().get("finished").isNull()).isFalse();
        assertThat(api.post(CRAWLS + "/" + id + "/pause").status()).isEqualTo(409);
        assertThat(api.post(CRAWLS + "/" + id + "/resume").status()).isEqualTo(409);
        assertThat(patch(id, "{\"limits\": {\"maxPages\": 5}}").status()).isEqualTo(409);
        assertThat(patch(id, "{\"name\": \"kept\"}").status()).isEqualTo(200);
    }

    private SpokenWorker worker(String name) {
        return api.on(scheduler -> new SpokenWorker(scheduler, name, System.nanoTime()));
    }

    private HeartbeatReply beat(SpokenWorker worker, CrawlReport... reports) {
        return api.on(scheduler -> worker.beat(System.nanoTime(), reports));
    }

    private static CrawlReport report(int crawl, long round, int inFlight) {
        return new CrawlReport(crawl, round, false, inFlight, 0, new Tally());
    }

    @Test
    void aDeletedCrawlIsGoneAndStaysGoneAndItsIdIsNotUsedAgain() {
        int id = api.crawl();
        assertThat(api.delete(CRAWLS + "/" + id).status()).isEqualTo(202);
        assertThat(api.get(CRAWLS + "/" + id).status()).isEqualTo(404);
        assertThat(api.delete(CRAWLS + "/" + id).status()).isEqualTo(404);
        close();
        open();
        assertThat(api.get(CRAWLS + "/" + id).status()).isEqualTo(404);
        beat(worker("worker"));
        List<Outbox.Delivery> left = api.on(scheduler -> scheduler.poll(System.nanoTime()));
        assertThat(left).as("its seeds are not handed out").isEmpty();
        assertThat(api.crawl()).isEqualTo(id + 1);
    }
}
