package io.orbweaver.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orbweaver.testweb.dns.DnsServer;
import io.orbweaver.testweb.dns.NameRule;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sites with pages as a test wrote them, all names below {@code .test} at one address; keeps what it was asked for. */
final class ScriptedSite implements AutoCloseable {
    private record Page(int status, List<String> fields, String body) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final DnsServer names;

    ScriptedSite(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        names = DnsServer.start(
                        vertx,
                        address,
                        0,
                        Duration.ofMinutes(1),
                        name -> name.endsWith(".test") ? NameRule.addresses(address) : NameRule.unknownName())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
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
        return "http://" + host + ":" + server.getAddress().getPort() + path;
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host").split(":")[0];
            String path = exchange.getRequestURI().toString();
            if (!path.equals("/robots.txt")) {
                requests.add(host + path);
            }
            Page page = pages.getOrDefault(host + path, new Page(404, List.of(), "nothing at " + host + path));
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            for (String field : page.fields()) {
                String[] parts = field.split(":", 2);
                if (parts[0].equals("Content-Type")) {
                    exchange.getResponseHeaders().remove("Content-Type");
                }
                exchange.getResponseHeaders().add(parts[0], parts[1].strip());
            }
            byte[] body = page.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
