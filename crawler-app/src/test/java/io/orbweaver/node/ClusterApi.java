package io.orbweaver.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The REST API of a scheduler, as a client sees it. */
final class ClusterApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    ClusterApi(URI server) {
        this.server = server;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, "", 200));
    }

    JsonNode post(String path, String body, int status) throws IOException, InterruptedException {
        return JSON.readTree(send("POST", path, body, status));
    }

    void put(String path, String body, int status) throws IOException, InterruptedException {
        send("PUT", path, body, status);
    }

    private String send(String method, String path, String body, int status) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1" + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Returns whether a node calls itself ready; one that cannot be reached does not. */
    boolean ready(NodeUnderTest node) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(node.http().resolve("/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what {@code GET /cluster} says of a node. */
    JsonNode node(NodeUnderTest node) throws IOException, InterruptedException {
        for (JsonNode item : get("/cluster").get("nodes")) {
            if (item.get("id").asText().equals(node.id())) {
                return item;
            }
        }
        return JSON.createObjectNode().put("state", "unknown").put("shards", 0);
    }

    /** Walks all pages of a crawl. */
    List<JsonNode> pages(String crawl) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode answer = get("/crawls/" + crawl + "/pages?limit=1000" + cursor);
            answer.get("items").forEach(all::add);
            JsonNode next = answer.get("next");
            cursor = next.isNull() ? "" : "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return all;
    }

    /** Returns the lines of an export. */
    List<String> export(String crawl, String format) throws IOException, InterruptedException {
        return send("GET", "/crawls/" + crawl + "/export?format=" + format, "", 200)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
