package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SchedulerThread;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API over a scheduler with a real store, asked over real sockets. Every answer is held against its description, and
 * so is every request that was taken.
 */
final class ApiUnderTest implements AutoCloseable {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOST = "127.32.4.1";

    final Vertx vertx = Vertx.vertx();
    final SchedulerThread scheduler;
    private final RocksStore store;
    private final RestApi api;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** What came back. {@code body}: as text; {@code json}: as JSON, null where it is none. */
    record Answer(
            int status,
            HttpResponse<String> response,
            @Nullable JsonNode json) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String at(String pointer) {
            return json.at(pointer).asText();
        }
    }

    ApiUnderTest(Path directory) {
        this(directory, PolitenessConfig.defaults(), new NoCluster(), 1_000);
    }

    ApiUnderTest(Path directory, PolitenessConfig file, ClusterView cluster, int mostCalls) {
        store = RocksStore.open(directory.resolve("store"), new StoreSettings(8 << 20, 8 << 20, Duration.ofSeconds(1)));
        scheduler = new SchedulerThread(
                new Scheduler(
                        store,
                        new Scheduler.Settings("cluster", 256, Duration.ofSeconds(15), Duration.ZERO, file),
                        System.nanoTime()),
                mostCalls);
        api = new RestApi(vertx, scheduler, cluster);
        Router router = Router.router(vertx);
        api.mount(router);
        server = await(
                vertx.createHttpServer().requestHandler(router).listen(0, HOST).toCompletionStage());
    }

    private static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Does something on the scheduler's thread. */
    <T> T on(Function<Scheduler, T> work) {
        return await(scheduler.call(work).toCompletionStage());
    }

    URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.actualPort() + path);
    }

    String address() {
        return HOST;
    }

    int port() {
        return server.actualPort();
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET(), "GET", null, null);
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE(), "DELETE", null, null);
    }

    Answer post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()), "POST", null, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    Answer send(String method, String path, String type, String body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body)),
                method,
                type,
                body);
    }

    Answer send(HttpRequest.Builder builder, String method, @Nullable String type, @Nullable String body) {
        try {
            HttpRequest request = builder.timeout(Duration.ofSeconds(20)).build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            String answered = response.headers().firstValue("Content-Type").orElse("");
            String path = request.uri().getRawPath();
            DOCUMENT.checkAnswer(method, path, response.statusCode(), answered, response.body());
            if (response.statusCode() < 300 && body != null) {
                DOCUMENT.checkRequest(method, path, type, body);
            }
            return new Answer(
                    response.statusCode(), response, answered.endsWith("json") ? json(response.body()) : null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** Creates a crawl of one seed and returns its id. */
    int crawl() {
        Answer created = post("/api/v1/crawls", "{\"seeds\": [\"http://site.test/\"]}");
        assertThat(created.status()).isEqualTo(201);
        return Integer.parseInt(created.at("/id"));
    }

    /** Ends the events, as before the end of the process. */
    void endEvents() {
        api.close();
    }

    @Override
    public void close() {
        api.close();
        client.close();
        await(vertx.close().toCompletionStage());
        scheduler.close();
        store.close();
    }
}
