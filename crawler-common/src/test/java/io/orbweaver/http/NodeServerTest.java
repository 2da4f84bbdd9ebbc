package io.orbweaver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.NodeConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every node serves, and what it bears of its clients. Requests are written as bytes, as any client may. */
@Timeout(30)
class NodeServerTest {
    private static final String HOST = "127.31.40.1";
    private static final NodeServer.Patience PATIENCE =
            new NodeServer.Patience(20, Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();

    @AfterEach
    void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private NodeServer start(String token, NodeServer.Patience patience) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = free.getLocalPort();
        }
        NodeConfig.Http http = new NodeConfig.Http(HOST, port, token, NodeConfig.Auth.TOKEN);
        return NodeServer.listen(vertx, http, health, () -> "up 1\n", patience)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static String ask(NodeServer server, String head) throws IOException {
        try (Socket socket = new Socket(HOST, server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head.replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(NodeServer server, String path, String... fields) throws IOException {
        String more = fields.length == 0 ? "" : "\n" + String.join("\n", fields);
        return ask(server, "GET " + path + " HTTP/1.1\nHost: x\nConnection: close" + more);
    }

    @Test
    void healthTellsWhatFails() throws IOException {
        NodeServer server = start("", PATIENCE);
        assertThat(get(server, "/health/live")).startsWith("HTTP/1.1 200");
        assertThat(get(server, "/health/ready")).startsWith("HTTP/1.1 200").contains("\"ready\":true");

        health.require("cluster", () -> Optional.of("it has not joined"));
        health.require("store", () -> {
            throw new IllegalStateException("closed");
        });
        health.require("lease", Optional::empty);
        assertThat(get(server, "/health/ready"))
                .startsWith("HTTP/1.1 503")
                .contains("{\"name\":\"cluster\",\"reason\":\"it has not joined\"}", "closed")
                .doesNotContain("lease");
        assertThat(get(server, "/health/live")).startsWith("HTTP/1.1 200");
    }

    @Test
    void everythingButHealthWantsTheToken() throws IOException {
        NodeServer server = start("secret", PATIENCE);
        server.openPath("/");
        server.router().get("/").handler(context -> context.end("page"));
        assertThat(get(server, "/health/ready")).startsWith("HTTP/1.1 200");
        assertThat(get(server, "/")).startsWith("HTTP/1.1 200");
        for (String path : new String[] {"/metrics", "/nothing", "/health/../metrics", "/health/%2e%2e/metrics"}) {
            assertThat(get(server, path))
                    .as(path)
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("www-authenticate: Bearer")
                    .contains("application/problem+json", "\"status\":401");
        }
        assertThat(get(server, "/metrics", "Authorization: Bearer wrong")).startsWith("HTTP/1.1 401");
        assertThat(get(server, "/metrics", "Authorization: Basic secret")).startsWith("HTTP/1.1 401");
        assertThat(get(server, "/metrics", "Authorization: bearer secret"))
                .startsWith("HTTP/1.1 200")
                .endsWith("up 1\n");
    }

    @Test
    void whatIsNotThereIsAProblem() throws IOException {
        NodeServer server = start("", PATIENCE);
        assertThat(get(server, "/nothing")).startsWith("HTTP/1.1 404").contains("\"status\":404", "/nothing");
        assertThat(ask(server, "DELETE /metrics HTTP/1.1\nHost: x\nConnection: close"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void linesAndHeadsAreBounded() throws IOException {
        NodeServer server = start("", PATIENCE);
        assertThat(get(server, "/" + "a".repeat(9_000))).contains(" 414 ");
        assertThat(get(server, "/metrics", "X: " + "a".repeat(17_000))).contains(" 431 ");
    }

    @Test
    void whoDripsAHeadIsCutOff() throws IOException {
        NodeServer server = start("", new NodeServer.Patience(20, Duration.ofMillis(300), Duration.ofSeconds(20)));
        try (Socket socket = new Socket(HOST, server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).as("the end").isEqualTo(-1);
        }
        try (Socket socket = new Socket(HOST, server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .as("answered, and closed when no other request follows")
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoIsOneTooManyIsCutOff() throws IOException {
        NodeServer server = start("", new NodeServer.Patience(1, Duration.ofSeconds(20), Duration.ofSeconds(20)));
        try (Socket first = new Socket(HOST, server.port())) {
            first.setSoTimeout(20_000);
            first.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(first.getInputStream().read()).isEqualTo('H');
            try (Socket second = new Socket(HOST, server.port())) {
                second.setSoTimeout(20_000);
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
        }
    }
}
