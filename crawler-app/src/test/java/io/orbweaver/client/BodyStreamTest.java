package io.orbweaver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer is received as fast as it is read, and whoever reads it never waits for ever. */
@Timeout(30)
class BodyStreamTest {
    private static final String HOST = "127.35.3.1";

    private static InputStream body(HttpClient client, CannedApi api, Duration patience) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.address())).build();
        return client.send(request, head -> new BodyStream(patience)).body();
    }

    @Test
    void allOfItComes() throws Exception {
        String text = "0123456789".repeat(100_000);
        try (CannedApi api = new CannedApi(HOST, "200 OK", "text/plain", text);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(body(client, api, Duration.ofSeconds(10)).readAllBytes())
                    .asString()
                    .isEqualTo(text);
        }
    }

    @Test
    void silenceEnds() throws Exception {
        try (SilentServer silent = new SilentServer(HOST);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(silent.address())).build();
            InputStream body = client.send(request, head -> new BodyStream(Duration.ofMillis(100)))
                    .body();
            assertThat(body.read()).isEqualTo('x');
            assertThatExceptionOfType(IOException.class).isThrownBy(body::read).withMessage("nothing came for 0 s");
            client.shutdownNow();
        }
    }

    @Test
    void closingWakesWhoReads() throws Exception {
        try (SilentServer silent = new SilentServer(HOST);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(silent.address())).build();
            InputStream body = client.send(request, head -> new BodyStream(Duration.ofMinutes(5)))
                    .body();
            assertThat(body.read()).isEqualTo('x');
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                try {
                    body.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatExceptionOfType(IOException.class).isThrownBy(body::read).withMessage("closed");
            closed.join();
            client.shutdownNow();
        }
    }
}
