package io.orbweaver.node;

import io.orbweaver.app.NodeOptions;
import io.orbweaver.app.NodeSession;
import io.orbweaver.app.UsageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Nodes in this JVM, each on a loopback address of its own. Closing ends them all. */
final class TestNodes implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String network;
    private final Path directory;
    private final List<NodeSession> sessions = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param network the first three numbers of the addresses */
    TestNodes(String network, Path directory) {
        this.network = network;
        this.directory = directory;
    }

    /** Returns the settings of a node that finds the scheduler at the first address. */
    List<String> settings(int node, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "node.data=" + directory.resolve("data-" + node),
                "node.id=node-" + node,
                "http.host=" + network + "." + node,
                "cluster.join=tcp",
                "cluster.host=" + network + "." + node,
                "cluster.members=" + network + ".1:5701"));
        settings.addAll(List.of(more));
        return settings;
    }

    NodeSession scheduler(int node, String... more) throws UsageException {
        NodeSession session = new ClusterNodes(Map.of()).scheduler(new NodeOptions(null, settings(node, more)));
        sessions.add(session);
        return session;
    }

    NodeSession worker(int node, String... more) throws UsageException {
        NodeSession session = new ClusterNodes(Map.of()).worker(new NodeOptions(null, settings(node, more)));
        sessions.add(session);
        return session;
    }

    /** Returns the answer of a node, whose first word is the status; empty where nobody answers. */
    String ask(int node, String path) throws InterruptedException {
        return send(request(node, path));
    }

    /** As {@link #ask}, with JSON for the node. */
    String post(int node, String path, String json) throws InterruptedException {
        return send(request(node, path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(int node, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + network + "." + node + ":8080" + path))
                .timeout(Duration.ofSeconds(5));
    }

    private String send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "";
        }
    }

    void awaitReady(int... nodes) throws InterruptedException {
        for (int node : nodes) {
            String[] last = {""};
            await(
                    () -> {
                        last[0] = ask(node, "/health/ready");
                        return last[0].startsWith("200");
                    },
                    () -> "node " + node + " is not ready: " + last[0]);
        }
    }

    /** Something that may still be under way. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    static void await(Condition condition, Supplier<String> complaint) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(complaint.get());
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /** Ends a node and waits until it has ended. */
    static void end(NodeSession session) {
        session.interrupt();
        session.ended()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Waits for a node that ends by itself, and returns why. */
    static String failure(NodeSession session) {
        try {
            session.ended()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            throw new AssertionError("it ended well");
        } catch (CompletionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    @Override
    public void close() {
        sessions.forEach(NodeSession::interrupt);
        sessions.forEach(session -> session.ended()
                .exceptionally(failure -> null)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
    }
}
