package io.orbweaver.testweb;

import io.orbweaver.testweb.journal.Journal;
import io.orbweaver.testweb.journal.Visit;
import io.orbweaver.testweb.journal.VisitKind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Answers the requests of all hosts and writes them down. For all event loops. */
final class SiteHandler {
    private final Vertx vertx;
    private final Layout layout;
    private final Answers answers;
    private final Journal journal;
    private final Map<HttpConnection, Long> connections = new ConcurrentHashMap<>();

    SiteHandler(Vertx vertx, Layout layout, Answers answers, Journal journal) {
        this.vertx = vertx;
        this.layout = layout;
        this.answers = answers;
        this.journal = journal;
    }

    void connected(HttpConnection connection) {
        long number = journal.connectionOpened();
        connections.put(connection, number);
        connection.closeHandler(nothing -> {
            connections.remove(connection);
            journal.connectionClosed(number);
        });
    }

    void handle(HttpServerRequest request) {
        long start = System.nanoTime();
        journal.begin();
        String name =
                request.authority() == null ? "" : request.authority().host().toLowerCase(Locale.ROOT);
        long connection = connections.getOrDefault(request.connection(), 0L);
        journal.connectionUsed(connection, name);
        Integer host = layout.host(name);
        Place found = host == null ? null : layout.find(host, request.uri());
        Place place = found != null ? found : new Place(VisitKind.UNKNOWN, host == null ? -1 : host, 0);
        Visit visit = new Visit(start, start, name, request.uri(), connection, place.kind(), Visit.UNANSWERED);
        long latency = answers.latency(place).toMillis();
        if (latency == 0) {
            send(request, place, visit);
        } else {
            vertx.setTimer(latency, timer -> send(request, place, visit));
        }
    }

    private void send(HttpServerRequest request, Place place, Visit visit) {
        HttpServerResponse response = request.response();
        Answer answer = answer(request, place);
        if (response.closed()) {
            record(visit, Visit.UNANSWERED);
            return;
        }
        if (answer == null) {
            response.closeHandler(nothing -> record(visit, Visit.UNANSWERED));
            return;
        }
        response.setStatusCode(answer.status());
        answer.fields().forEach(response::putHeader);
        byte[] body = answer.body();
        if (layout.options().gzip() && body.length > 0 && accepts(request, "gzip")) {
            body = compress(body);
            response.putHeader("Content-Encoding", "gzip");
        }
        boolean bodiless = request.method().equals(HttpMethod.HEAD) || answer.status() == 304;
        if (answer.status() != 304) {
            response.putHeader("Content-Length", Integer.toString(body.length));
        }
        long handedOver = System.nanoTime();
        (bodiless ? response.end() : response.end(Buffer.buffer(body)))
                .onComplete(end -> record(visit, handedOver, end.succeeded() ? answer.status() : Visit.UNANSWERED));
    }

    private @Nullable Answer answer(HttpServerRequest request, Place place) {
        if (place.host() < 0) {
            return Answer.status(421);
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Answer.status(405, Map.of("Allow", "GET, HEAD"));
        }
        return answers.answer(place, request.uri(), request.getHeader("If-None-Match"));
    }

    private void record(Visit visit, int status) {
        record(visit, System.nanoTime(), status);
    }

    private void record(Visit visit, long end, int status) {
        journal.add(
                new Visit(visit.start(), end, visit.host(), visit.target(), visit.connection(), visit.kind(), status));
    }

    private static boolean accepts(HttpServerRequest request, String coding) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains(coding);
    }

    private static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 2);
        try (OutputStream out = new FastGzip(compressed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** Compresses less, for the crawler under test is to be the busy one. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
