package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real command that runs on a thread of its own, and is talked to over the API that it serves. */
final class CommandOverHttp implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final RealCommands commands;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String token;

    private CommandOverHttp(int port, String token, String... arguments) {
        this.port = port;
        this.token = token;
        this.commands = new RealCommands(token.isEmpty() ? Map.of() : Map.of("ORBWEAVER_TOKEN", token));
        Thread.ofPlatform().name("command").start(() -> {
            try {
                exit.complete(commands.run(arguments));
            } catch (RuntimeException | Error e) {
                exit.completeExceptionally(e);
            }
        });
    }

    /** Starts a command that has {@code --api-port=port} among its arguments, and waits until it says where it serves. */
    static CommandOverHttp start(int port, String token, String... arguments) {
        CommandOverHttp command = new CommandOverHttp(port, token, arguments);
        command.until(() -> command.exit.isDone() || command.commands.err().contains("REST API at "));
        assertThat(command.commands.err()).contains("orbweaver: REST API at http://127.0.0.1:" + port + "/api/v1");
        return command;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, "");
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json.isEmpty() ? null : "application/json", json);
    }

    HttpResponse<String> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns a crawl as it is now. */
    JsonObject crawl(int id) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/api/v1/crawls/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    boolean running() {
        return !exit.isDone();
    }

    int exitCode() {
        return exit.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    String out() {
        return commands.out();
    }

    String err() {
        return commands.err();
    }

    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(this::err).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Waits for the command where a test has not. */
    @Override
    public void close() {
        try {
            if (running()) {
                post("/api/v1/crawls/1/stop", "");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(err(), e);
        } finally {
            exitCode();
            client.close();
        }
    }
}
