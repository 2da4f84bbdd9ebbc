package io.orbweaver.embedded;

import io.orbweaver.testweb.dns.DnsServer;
import io.orbweaver.testweb.dns.NameRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Sites with pages as a test wrote them, all names below {@code .test} at one address; keeps what it was asked for. */
final class ScriptedSite implements AutoCloseable {
    private record Page(int status, List<String> fields, String body) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final DnsServer names;

    ScriptedSite(String address) {
        server = join(vertx.createHttpServer().requestHandler(this::answer).listen(0, address));
        names = join(DnsServer.start(
                vertx,
                address,
                0,
                Duration.ofMinutes(1),
                name -> name.endsWith(".test") ? NameRule.addresses(address) : NameRule.unknownName()));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Adds a page of HTML; {@code fields}: each {@code Name: value}. */
    void page(String host, String path, String html, String... fields) {
        answer(host, path, 200, html, fields);
    }

    /** Without a {@code Content-Type} among the fields it is HTML. */
    void answer(String host, String path, int status, String body, String... fields) {
        pages.put(host + path, new Page(status, List.of(fields), body));
    }

    /** Returns the URL of a path. */
    String url(String host, String path) {
        return "http://" + host + ":" + server.actualPort() + path;
    }

    /** Returns host and path of each request but those for robots.txt, in their order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The options with which a crawl finds these sites. */
    String[] options(String delay) {
        return new String[] {
            "--delay=" + delay, "--no-sitemaps", "--allow-private-addresses", "--resolve-with=" + names.address()
        };
    }

    private void answer(HttpServerRequest request) {
        String host = request.authority().host();
        String path = request.uri();
        if (!path.equals("/robots.txt")) {
            requests.add(host + path);
        }
        Page page = pages.getOrDefault(host + path, new Page(404, List.of(), "nothing at " + host + path));
        HttpServerResponse response = request.response().setStatusCode(page.status());
        for (String field : page.fields()) {
            String[] parts = field.split(":", 2);
            response.headers().add(parts[0], parts[1].strip());
        }
        if (!response.headers().contains("Content-Type")) {
            response.putHeader("Content-Type", "text/html; charset=utf-8");
        }
        response.end(page.body());
    }

    @Override
    public void close() {
        join(vertx.close());
    }
}
