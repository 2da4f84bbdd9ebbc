package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crawl in one process can be read and steered over REST while it runs, and still belongs to its command. */
class ApiPortTest {
    private static final String OWN = "/api/v1/crawls/1";

    private static TestWeb web;

    @TempDir
    Path directory;

    private int port;

    @BeforeAll
    static void startWeb() {
        web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.83.0.1")
                .withHosts(4)
                .withPagesPerHost(25)
                .withMedianPageSize(4_000));
    }

    @AfterAll
    static void stopWeb() {
        web.close();
    }

    @BeforeEach
    void choosePort() throws IOException {
        port = CommandOverHttp.freePort();
    }

    private CommandOverHttp crawl(String token, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "crawl",
                web.frontPage(),
                "--scope=any",
                "--max-depth=0",
                "--delay=100ms",
                "--allow-private-addresses",
                "--resolve-with=" + web.dnsAddress(),
                "--data=" + directory.resolve("data"),
                "--json",
                "--api-port=" + port));
        arguments.addAll(List.of(more));
        return CommandOverHttp.start(port, token, arguments.toArray(String[]::new));
    }

    private static void status(HttpResponse<String> answer, int expected) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
    }

    private static long fetched(JsonObject crawl) {
        return crawl.getJsonObject("counts").getLong("fetched");
    }

    private static long count(CommandOverHttp command, String name) {
        try {
            return command.crawl(1).getJsonObject("counts").getLong(name);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everythingCanBeReadWhileTheCrawlRuns() throws Exception {
        try (CommandOverHttp command = crawl("")) {
            status(command.get("/openapi.yaml"), 200);
            status(command.get("/health/ready"), 200);
            command.until(() -> count(command, "fetched") > 3);
            assertThat(command.get("/metrics").body())
                    .containsPattern("orbweaver_pages_total\\{outcome=\"fetched\"} [1-9]");
            status(command.post(OWN + "/pause", ""), 202);
            HttpResponse<String> pages = command.get(OWN + "/pages?limit=1000");
            status(pages, 200);
            JsonArray items = new JsonObject(pages.body()).getJsonArray("items");
            assertThat(items).isNotEmpty();
            String url = URLEncoder.encode(items.getJsonObject(0).getString("url"), StandardCharsets.UTF_8);
            status(command.get(OWN + "/page?url=" + url), 200);
            assertThat(command.get(OWN + "/page/content?url=" + url).body()).isNotEmpty();
            assertThat(new JsonObject(command.get(OWN + "/explain?url=" + url).body()).getString("worker"))
                    .isEqualTo("embedded");
            status(command.get("/api/v1/hosts/" + items.getJsonObject(0).getString("host")), 200);
            assertThat(command.get(OWN + "/export?format=jsonl").body().lines()).isNotEmpty();
            JsonObject cluster = new JsonObject(command.get("/api/v1/cluster").body());
            assertThat(cluster.getBoolean("safe")).isTrue();
            assertThat(cluster.getJsonArray("nodes")).hasSize(2);
            status(command.post(OWN + "/resume", ""), 202);

            assertThat(command.exitCode()).as(command.err()).isZero();
            assertThat(fetched(new JsonObject(command.out()))).isEqualTo(100);
        }
    }

    @Test
    void aPausedCrawlWaitsAndGoesOn() throws Exception {
        try (CommandOverHttp command = crawl("")) {
            status(command.post(OWN + "/pause", ""), 202);
            command.until(() -> count(command, "inFlight") == 0);
            long before = fetched(command.crawl(1));
            assertThat(command.crawl(1).getString("state")).isEqualTo("paused");
            assertThat(before).isLessThan(100);
            assertThat(command.running()).isTrue();

            status(command.post(OWN + "/resume", ""), 202);

            assertThat(command.exitCode()).as(command.err()).isZero();
            assertThat(new JsonObject(command.out()).getString("reason")).isEqualTo("exhausted");
        }
    }

    @Test
    void whatWasChangedOverRestHoldsWhenTheCrawlGoesOn() throws Exception {
        try (CommandOverHttp command = crawl("")) {
            status(command.post(OWN + "/pause", ""), 202);
            status(
                    command.send(
                            "PATCH", OWN, "application/json", "{\"name\":\"renamed\",\"limits\":{\"maxPages\":40}}"),
                    200);
            status(command.post(OWN + "/stop", ""), 202);

            assertThat(command.exitCode()).as(command.err()).isEqualTo(130);
            assertThat(command.err()).contains("--resume");
        }
        port = CommandOverHttp.freePort();
        String data = "--data=" + directory.resolve("data");
        try (CommandOverHttp command =
                CommandOverHttp.start(port, "", "crawl", "--resume", data, "--json", "--api-port=" + port)) {
            assertThat(command.crawl(1).getString("name")).isEqualTo("renamed");

            assertThat(command.exitCode()).as(command.err()).isZero();
            JsonObject last = new JsonObject(command.out());
            assertThat(last.getString("reason")).isEqualTo("maxPages");
            assertThat(fetched(last)).isEqualTo(40);
        }
    }

    @Test
    void theCommandKeepsItsCrawlAndItsWorkerAndWaitsForNoOther() throws Exception {
        try (CommandOverHttp command = crawl("")) {
            status(command.send("DELETE", OWN, null, ""), 409);
            status(command.post("/api/v1/cluster/nodes/embedded/drain", ""), 409);
            status(command.post("/api/v1/cluster/nodes/embedded/lost", ""), 409);
            status(command.post("/api/v1/cluster/nodes/nobody/lost", ""), 404);
            String second = "{\"seeds\":[\"" + web.frontPage() + "\"],\"politeness\":{\"delay\":\"1h\"}}";
            status(command.post("/api/v1/crawls", second), 201);
            status(command.send("DELETE", "/api/v1/crawls/2", null, ""), 202);
            status(command.post("/api/v1/crawls", second), 201);

            status(command.post(OWN + "/stop", ""), 202);

            assertThat(command.exitCode()).as(command.err()).isEqualTo(130);
            assertThat(new JsonObject(command.out()).getString("state")).isEqualTo("stopped");
        }
    }

    @Test
    void aTokenIsAskedForWhereThereIsOne() throws Exception {
        try (CommandOverHttp command = crawl("secret")) {
            status(command.get(OWN), 200);
            try (var stranger = HttpClient.newHttpClient()) {
                for (String path : List.of(OWN, "/metrics")) {
                    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build();
                    status(stranger.send(request, HttpResponse.BodyHandlers.ofString()), 401);
                }
            }
        }
    }

    @Test
    void aPortThatIsTakenRefusesTheCrawlBeforeAnythingIsTouched() throws Exception {
        try (ServerSocket taken = listen(port)) {
            RealCommands commands = new RealCommands();
            Path data = directory.resolve("data");

            assertThat(commands.run("crawl", "http://h0.test/", "--data=" + data, "--api-port=" + taken.getLocalPort()))
                    .isEqualTo(2);
            assertThat(commands.err()).contains("--api-port " + port + " cannot be listened on", "name a free port");
            assertThat(data).doesNotExist();
            assertThat(commands.run("demo", "--pages=1", "--hosts=1", "--api-port=" + port))
                    .isEqualTo(2);
        }
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        RealCommands commands = new RealCommands();

        assertThat(commands.run("demo", "--api-port=http")).isEqualTo(2);
        assertThat(commands.err()).contains("--api-port cannot be 'http': write a whole number from 0 to 65535.");
    }

    @Test
    void theDemoServesTheApiWhileItRuns() throws Exception {
        try (CommandOverHttp command =
                CommandOverHttp.start(port, "", "demo", "--pages=100", "--hosts=2", "--api-port=" + port)) {
            assertThat(command.crawl(1).getString("name")).isEqualTo("demo");

            assertThat(command.exitCode()).as(command.err()).isZero();
        }
    }

    @Test
    void theDemoGoesOnWithoutItsUsualPort() throws Exception {
        try (ServerSocket ours = take(8080)) {
            RealCommands commands = new RealCommands();

            assertThat(commands.run("demo", "--pages=5", "--hosts=1"))
                    .as(Objects.toString(ours))
                    .isZero();
            assertThat(commands.err()).contains("Port 8080 cannot be listened on", "--api-port N");
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }

    /** Takes the port, unless somebody else has it. Null is as good then. */
    private static ServerSocket take(int port) throws IOException {
        try {
            return listen(port);
        } catch (BindException e) {
            assertThat(e).hasMessageContaining("in use");
            return null;
        }
    }
}
