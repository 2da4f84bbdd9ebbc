package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.Discovery;
import io.orbweaver.rest.ApiUnderTest.Answer;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SpokenWorker;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds are taken as they come, however many; what is no URL is named by its line. */
class SeedsApiTest {
    @TempDir
    Path directory;

    private ApiUnderTest api;
    private int crawl;

    @BeforeEach
    void open() {
        api = new ApiUnderTest(directory);
        crawl = api.crawl();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String path() {
        return "/api/v1/crawls/" + crawl + "/seeds";
    }

    /** Takes all seeds as a worker would that owns every shard. */
    private List<String> delivered() {
        return api.on(scheduler -> {
            new SpokenWorker(scheduler, "worker", System.nanoTime()).beat(System.nanoTime());
            List<String> urls = new ArrayList<>();
            List<Outbox.Delivery> deliveries = scheduler.poll(System.nanoTime());
            while (!deliveries.isEmpty()) {
                deliveries.forEach(delivery -> take(scheduler, delivery.batch(), urls));
                deliveries = scheduler.poll(System.nanoTime());
            }
            return urls;
        });
    }

    private static void take(Scheduler scheduler, LinkBatch batch, List<String> urls) {
        for (Discovery found :
                batch.byShard().values().stream().flatMap(List::stream).toList()) {
            found.links().forEach(link -> urls.add(link.toString()));
        }
        scheduler.acknowledged(
                new LinkAck(batch.from(), batch.sequence(), batch.byShard().keySet()));
    }

    @Test
    void linesOfTextAreSeeds() {
        Answer answer = api.send("POST", path(), "text/plain", """
                \uFEFFhttp://a.test/1

                # a comment
                a.test/2
                  http://a.test/3\r
                ftp://a.test/4
                http://a.test/5""");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/accepted")).isEqualTo("3");
        assertThat(answer.json().get("rejected")).hasSize(2);
        assertThat(answer.at("/rejected/0/line")).isEqualTo("4");
        assertThat(answer.at("/rejected/0/url")).isEqualTo("a.test/2");
        assertThat(answer.at("/rejected/0/reason")).contains("https://a.test/2");
        assertThat(answer.at("/rejected/1/line")).isEqualTo("6");
        assertThat(delivered())
                .containsExactlyInAnyOrder(
                        "http://site.test/", "http://a.test/1", "http://a.test/3", "http://a.test/5");
    }

    @Test
    void aJsonListIsTakenToo() {
        Answer answer = api.post(path(), "{\"seeds\": [\"http://a.test/1\", \"nothing\", \"http://a.test/2\"]}");
        assertThat(answer.at("/accepted")).isEqualTo("2");
        assertThat(answer.at("/rejected/0/line")).isEqualTo("2");
        assertThat(delivered()).contains("http://a.test/1", "http://a.test/2");
    }

    @Test
    void seedsAreInTheSpoolWhenTheAnswerComesAndOutliveTheProcess() {
        api.send("POST", path(), "text/plain", "http://a.test/1\n");
        api.close();
        api = new ApiUnderTest(directory);
        assertThat(delivered()).containsExactly("http://site.test/", "http://a.test/1");
    }

    @Test
    void bodiesWithoutSeedsAreInvalid() {
        for (String body : List.of("", "{", "{}", "[]", "{\"seeds\": []}", "{\"seeds\": [1]}", "{\"seed\": []}")) {
            assertThat(api.post(path(), body).status()).as(body).isEqualTo(400);
        }
        assertThat(api.send("POST", path(), "text/plain", "\n\n").status()).isEqualTo(400);
        assertThat(api.send("POST", path(), "text/html", "x").status()).isEqualTo(415);
    }

    @Test
    void whatWasReadBeforeTheBodyBrokeIsAddedAndCounted() {
        StringBuilder body = new StringBuilder("{\"seeds\": [");
        for (int i = 0; i < 5_000; i++) {
            body.append("\"http://a.test/").append(i).append("\",");
        }
        Answer answer = api.post(path(), body + "oops");
        assertThat(answer.status()).isEqualTo(400);
        int counted = Integer.parseInt(answer.at("/detail").replaceAll("\\D+", ""));
        assertThat(delivered()).hasSize(counted + 1);
    }

    @Test
    void onlyTheFirstHundredRejectsAreNamed() {
        Answer answer = api.send("POST", path(), "text/plain", "nothing\n".repeat(150) + "http://a.test/");
        assertThat(answer.at("/accepted")).isEqualTo("1");
        assertThat(answer.json().get("rejected")).hasSize(100);
    }

    @Test
    void aStoppedCrawlTakesNone() {
        api.post("/api/v1/crawls/" + crawl + "/stop");
        assertThat(api.send("POST", path(), "text/plain", "http://a.test/").status())
                .isEqualTo(409);
    }

    /** The body is made while it is read: with neither side's memory could it be held. */
    @Test
    void aMillionSeedsGoThroughOneCall() {
        int count = 1_000_000;
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path()))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofInputStream(
                        () -> new Lines(count, line -> "http://a.test/page/" + line + "\n")));
        Answer answer = api.send(request, "POST", null, null);
        assertThat(answer.at("/accepted")).isEqualTo(String.valueOf(count));
    }

    /** Lines that are made when they are read. */
    private static final class Lines extends InputStream {
        private final int count;
        private final IntFunction<String> text;
        private byte[] line = {};
        private int at;
        private int made;

        Lines(int count, IntFunction<String> text) {
            this.count = count;
            this.text = text;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (made == count) {
                    return -1;
                }
                line = text.apply(made++).getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            return line[at++];
        }
    }
}
