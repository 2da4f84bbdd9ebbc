package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.dns.NameRule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hosts whose answers are written by hand: what no page of {@link TestWeb} is like. Everything else is 404. */
final class HandmadeSite implements AutoCloseable {
    private record Answer(int status, Map<String, String> fields, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestWeb names;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** The hosts lead to {@code address}; {@code names}: what the name server says of others. */
    HandmadeSite(String address, List<String> hosts, Map<String, NameRule> names) throws IOException {
        Map<String, NameRule> all = new HashMap<>(names);
        hosts.forEach(host -> all.put(host, NameRule.addresses(address)));
        this.names = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.64.7.9")
                .withHosts(1)
                .withPagesPerHost(1)
                .withNames(all));
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String dnsAddress() {
        return names.dnsAddress();
    }

    /** Returns the URL of a host and path written as {@code host/path}. */
    String url(String place) {
        int slash = place.indexOf('/');
        return "http://" + place.substring(0, slash) + ":" + server.getAddress().getPort() + place.substring(slash);
    }

    void page(String place, String html) {
        put(place, 200, Map.of("Content-Type", "text/html"), html);
    }

    /** A page that links to places, or to what a reference says that is none. */
    void links(String place, String... references) {
        StringBuilder html = new StringBuilder("<title>" + place + "</title>");
        Arrays.stream(references)
                .map(reference -> reference.startsWith("<")
                        ? reference
                        : "<a href='" + (reference.startsWith("/") ? reference : url(reference)) + "'>x</a>")
                .forEach(html::append);
        page(place, html.toString());
    }

    void put(String place, int status, Map<String, String> fields, String body) {
        answers.put(place, new Answer(status, fields, body));
    }

    /** Never answers. */
    void silence(String place) {
        put(place, 0, Map.of(), "");
    }

    boolean asked(String place) {
        return asked.contains(place);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String place = host.substring(0, host.indexOf(':')) + exchange.getRequestURI();
        Answer answer = answers.getOrDefault(place, new Answer(404, Map.of(), "nothing here"));
        asked.add(place);
        if (answer.status() == 0) {
            return;
        }
        answer.fields().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        names.close();
    }
}
