package io.orbweaver.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The API of one scheduler. Every call waits for the answer, with an end to its patience, and throws
 * {@link ApiException} where there is none or it is a refusal. Answers are bounded, or streamed as fast as they are
 * read. One thread.
 */
final class Api implements AutoCloseable {
    static final String JSON = "application/json";
    /** Until connected, for the head of an answer, and between two bytes of its body. */
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** Larger than a crawl with all the seeds that it can be created with. */
    private static final int MOST_BYTES = 32 << 20;

    private final URI address;
    private final @Nullable String token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Api(URI address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    URI address() {
        return address;
    }

    /** Returns text as one part of a path, or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    byte[] get(String path) throws ApiException {
        return whole(request(path, JSON).timeout(ANSWER).GET().build());
    }

    /** @param json the body, null for none */
    byte[] send(String method, String path, @Nullable String json) throws ApiException {
        HttpRequest.Builder request = request(path, JSON).timeout(ANSWER);
        if (json == null) {
            return whole(request.method(method, BodyPublishers.noBody()).build());
        }
        return whole(request.header("Content-Type", JSON)
                .method(method, BodyPublishers.ofString(json))
                .build());
    }

    /**
     * Begins to read an answer, which the caller closes.
     *
     * @param head how long its first byte may take
     * @param pause how long each of the others
     */
    InputStream open(String path, String accept, Duration head, Duration pause) throws ApiException {
        return accepted(request(path, accept).timeout(head).GET().build(), pause)
                .body();
    }

    InputStream open(String path) throws ApiException {
        return open(path, JSON, ANSWER, ANSWER);
    }

    /** Sends a stream as text, as fast as it is taken; returns the answer that comes after it. */
    byte[] upload(String path, InputStream text) throws ApiException {
        // Closed by whoever opened the text.
        Upload upload = new Upload(text);
        try {
            HttpRequest request = request(path, JSON)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .POST(BodyPublishers.ofInputStream(() -> upload))
                    .build();
            CompletableFuture<HttpResponse<InputStream>> answer =
                    client.sendAsync(request, head -> new BodyStream(ANSWER));
            while (true) {
                try {
                    return bounded(checked(answer.get(1, TimeUnit.SECONDS)));
                } catch (TimeoutException e) {
                    if (upload.stalled()) {
                        answer.cancel(true);
                        throw Problems.away(address, new IOException("it took nothing for a long time"));
                    }
                }
            }
        } catch (ExecutionException | CancellationException e) {
            throw Problems.away(address, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .header("Accept", accept)
                .header("User-Agent", "Orbweaver-client");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private byte[] whole(HttpRequest request) throws ApiException {
        return bounded(accepted(request, ANSWER));
    }

    private byte[] bounded(HttpResponse<InputStream> answer) throws ApiException {
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Problems.unreadable(address, "it has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw Problems.away(address, e);
        }
    }

    private HttpResponse<InputStream> accepted(HttpRequest request, Duration pause) throws ApiException {
        try {
            return checked(client.send(request, head -> new BodyStream(pause)));
        } catch (IOException e) {
            throw Problems.away(address, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ApiException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problems.away(address, e);
    }

    private HttpResponse<InputStream> checked(HttpResponse<InputStream> answer) throws ApiException {
        int status = answer.statusCode();
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (status >= 200 && status < 300) {
            if (type.startsWith("text/html")) {
                throw Problems.refused(address, status, type, new byte[0], token != null);
            }
            return answer;
        }
        throw Problems.refused(address, status, type, bounded(answer), token != null);
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
