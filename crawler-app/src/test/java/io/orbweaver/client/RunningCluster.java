package io.orbweaver.client;

import io.orbweaver.app.NodeOptions;
import io.orbweaver.app.NodeSession;
import io.orbweaver.app.UsageException;
import io.orbweaver.node.ClusterNodes;
import io.orbweaver.testweb.TestWeb;
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
import java.util.concurrent.TimeUnit;

/** A scheduler that wants a token and a worker, in this JVM, which crawl a synthetic web. */
final class RunningCluster implements AutoCloseable {
    static final String TOKEN = "secret-7";
    private static final long PATIENCE_SECONDS = 60;

    private final String network;
    private final Path directory;
    private final TestWeb web;
    private final HttpClient client = HttpClient.newHttpClient();
    private final NodeSession worker;
    private NodeSession scheduler;

    /** @param network the first three numbers of the addresses */
    RunningCluster(String network, Path directory, TestWeb web) throws UsageException, InterruptedException {
        this.network = network;
        this.directory = directory;
        this.web = web;
        scheduler = startScheduler();
        worker = new ClusterNodes().worker(settings(2));
        awaitReady(1);
        awaitReady(2);
    }

    private NodeSession startScheduler() throws UsageException {
        return new ClusterNodes().scheduler(settings(1));
    }

    private NodeOptions settings(int node) {
        return new NodeOptions(
                null,
                List.of(
                        "node.data=" + directory.resolve("data-" + node),
                        "node.id=" + (node == 1 ? "scheduler" : "worker-1"),
                        "http.host=" + network + "." + node,
                        "http.token=" + TOKEN,
                        "cluster.join=tcp",
                        "cluster.host=" + network + "." + node,
                        "cluster.members=" + network + ".1:5701",
                        "fetch.allow-private-addresses=true",
                        "fetch.dns.servers=" + web.dnsAddress()));
    }

    String api() {
        return "http://" + network + ".1:8080";
    }

    /** Returns a line of commands that knows where the scheduler is. */
    ClientRun line() {
        return new ClientRun(Map.of("ORBWEAVER_API", api(), "ORBWEAVER_TOKEN", TOKEN));
    }

    /** Ends the scheduler and starts it anew. */
    void restartScheduler() throws UsageException, InterruptedException {
        end(List.of(scheduler));
        scheduler = startScheduler();
        awaitReady(1);
        awaitReady(2);
    }

    private void awaitReady(int node) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ready(node)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("node " + node + " is not ready");
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private boolean ready(int node) throws InterruptedException {
        URI uri = URI.create("http://" + network + "." + node + ":8080/health/ready");
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(List<NodeSession> sessions) {
        sessions.forEach(NodeSession::interrupt);
        sessions.forEach(session -> session.ended()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
    }

    @Override
    public void close() {
        client.close();
        List<NodeSession> sessions = new ArrayList<>(List.of(worker, scheduler));
        end(sessions);
    }
}
