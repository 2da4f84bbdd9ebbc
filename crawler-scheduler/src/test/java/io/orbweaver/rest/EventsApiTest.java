package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who listens to a crawl hears of every change, and how it stands each second. */
@Timeout(30)
class EventsApiTest {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

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

    /** One listener. Every event is held against its schema. */
    private final class Listener implements AutoCloseable {
        private final Socket socket = new Socket(api.address(), api.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Listener(int crawl) throws IOException {
            socket.getOutputStream()
                    .write(("GET /api/v1/crawls/" + crawl + "/events HTTP/1.0\r\nHost: a\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the data of the next event of that name; null at the end of the stream. */
        String next(String name) throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event: ")) {
                    String event = line.substring(7);
                    String data = in.readLine().substring("data: ".length());
                    String schema = event.equals("state") ? "StateEvent" : "StatsEvent";
                    assertThat(DOCUMENT.problems("/components/schemas/" + schema, data))
                            .isEmpty();
                    if (event.equals(name)) {
                        return data;
                    }
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void stateComesAtOnceAndOnEveryChangeAndStatsEachSecond() throws IOException {
        int id = api.crawl();
        try (Listener listener = new Listener(id)) {
            assertThat(listener.next("state")).contains("\"running\"");
            long from = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                assertThat(listener.next("stats")).contains("\"counts\"");
            }
            assertThat(System.nanoTime() - from).isBetween(1_500_000_000L, 6_000_000_000L);
            api.post("/api/v1/crawls/" + id + "/pause");
            assertThat(listener.next("state")).contains("\"paused\"");
            api.post("/api/v1/crawls/" + id + "/stop");
            assertThat(listener.next("state")).contains("\"stopped\"");
        }
    }

    @Test
    void theStreamEndsWithTheCrawl() throws IOException {
        int id = api.crawl();
        try (Listener listener = new Listener(id)) {
            listener.next("stats");
            api.delete("/api/v1/crawls/" + id);
            assertThat(listener.next("end")).isNull();
        }
    }

    /** Whoever watched the crawl of a command waited two minutes for it to come back when that had ended. */
    @Test
    void theLastWordComesBeforeTheEnd() throws IOException {
        int id = api.crawl();
        try (Listener listener = new Listener(id)) {
            listener.next("state");
            api.post("/api/v1/crawls/" + id + "/stop");
            api.endEvents();
            assertThat(listener.next("state")).contains("\"stopped\"");
            assertThat(listener.next("state")).isNull();
        }
    }

    @Test
    void whoTakesNoEventsIsTold() {
        int id = api.crawl();
        ApiUnderTest.Answer refused = api.send(
                java.net.http.HttpRequest.newBuilder(api.uri("/api/v1/crawls/" + id + "/events"))
                        .header("Accept", "application/json"),
                "GET",
                null,
                null);
        assertThat(refused.status()).isEqualTo(406);
    }
}
