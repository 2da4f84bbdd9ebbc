package io.orbweaver.app;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.dns.NameRule;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hosts whose answers are written by hand: what no page of {@link TestWeb} is like. Everything else is 404. */
final class HandmadeSite implements AutoCloseable {
    private record Answer(int status, Map<String, String> fields, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final TestWeb names;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /** The hosts lead to {@code address}; {@code names}: what the name server says of others. */
    HandmadeSite(String address, List<String> hosts, Map<String, NameRule> names) throws TimeoutException {
        Map<String, NameRule> all = new HashMap<>(names);
        hosts.forEach(host -> all.put(host, NameRule.addresses(address)));
        this.names = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.64.7.9")
                .withHosts(1)
                .withPagesPerHost(1)
                .withNames(all));
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, address)
                .await(30, TimeUnit.SECONDS);
    }

    String dnsAddress() {
        return names.dnsAddress();
    }

    /** Returns the URL of a host and path written as {@code host/path}. */
    String url(String place) {
        int slash = place.indexOf('/');
        return "http://" + place.substring(0, slash) + ":" + server.actualPort() + place.substring(slash);
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

    /** Returns the places that were asked for with a field {@code X-Key}. */
    List<String> told() {
        return List.copyOf(told);
    }

    private void answer(HttpServerRequest request) {
        String place = request.authority().host() + request.uri();
        if (request.getHeader("X-Key") != null) {
            told.add(place);
        }
        Answer answer = answers.getOrDefault(place, new Answer(404, Map.of(), "nothing here"));
        asked.add(place);
        if (answer.status() > 0) {
            answer.fields().forEach(request.response()::putHeader);
            request.response().setStatusCode(answer.status()).end(answer.body());
        }
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(30, TimeUnit.SECONDS);
        names.close();
    }
}
