package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Bodies that must wait for memory keep none outside the heap, whatever their decoders had made already: brotli makes
 * 16 MiB of a few bytes before it asks. They are decoded again from their beginning, and nobody sees it.
 */
class CodedBodyPressureTest {
    private static final int SIZE = 4 << 20;
    private static final int HOSTS = 30;

    private static byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < SIZE; line++) {
            text.append("Line ").append(line).append('\n');
        }
        return text.substring(0, SIZE).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] brotli(byte[] bytes) throws IOException {
        return Encoder.compress(bytes, new Encoder.Parameters().setQuality(5).setWindow(24));
    }

    private static MisbehavingServer serving(String coding, byte[] body) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return MisbehavingServer.on("0.0.0.0", exchanges -> {
            exchanges.request();
            exchanges.send(head);
            exchanges.send(body);
        });
    }

    private static FetchFixture narrow() {
        return FetchFixture.with(settings -> {
            settings.bodyBudget = 12 << 20;
            settings.maxBody = SIZE;
            settings.idle = Duration.ofSeconds(10);
            settings.total = Duration.ofSeconds(60);
        });
    }

    private static List<Future<FetchOutcome>> start(FetchFixture fixture, MisbehavingServer server) {
        List<Future<FetchOutcome>> fetches = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            String url = "http://127.1.3." + (host + 1) + ":" + server.port() + "/";
            fetches.add(fixture.start(url, SIZE, new IgnoringSink(), 0));
        }
        return fetches;
    }

    private static final class IgnoringSink implements BodySink {
        @Override
        public void head(int status, HeaderFields headers) {}

        @Override
        public void chunk(byte[] buffer, int offset, int length) {}
    }

    private static void allArriveWhole(String coding, byte[] coded, byte[] plain) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
        try (MisbehavingServer server = serving(coding, coded);
                FetchFixture fixture = narrow()) {
            fixture.fetcher().holdBodies(true);
            List<Future<FetchOutcome>> fetches = start(fixture, server);
            FetchFixture.eventually("all wait", () -> fixture.fetcher().counts().bodiesWaiting() == HOSTS);
            if (coded.length < BodyBudget.FREE) {
                // All of it was read, and far more decoded than there is room for.
                assertThat(fixture.fetcher().counts().decoders()).isZero();
            }
            fixture.fetcher().holdBodies(false);
            for (Future<FetchOutcome> fetch : fetches) {
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
                assertThat(answered.truncated()).isNull();
                assertThat(answered.decodedBytes()).isEqualTo(SIZE);
                assertThat(answered.sha256()).isEqualTo(digest);
                assertThat(answered.body()).isEqualTo(coded);
            }
            assertThat(fixture.fetcher().counts().decoders()).isZero();
            assertThat(fixture.fetcher().counts().bodyBytes()).isZero();
        }
    }

    @Test
    void brotliIsWholeAfterWaiting() throws Exception {
        byte[] text = text();
        allArriveWhole("br", brotli(text), text);
    }

    @Test
    void zstdIsWholeAfterWaiting() throws Exception {
        byte[] text = text();
        allArriveWhole("zstd", Zstd.compress(text), text);
    }

    @Test
    void zerosAreWholeAfterWaiting() throws Exception {
        byte[] zeros = new byte[SIZE];
        allArriveWhole("br", brotli(zeros), zeros);
        allArriveWhole("zstd", Zstd.compress(zeros), zeros);
    }

    @Test
    void aBodyCutWhileItWaitsIsKeptAsFarAsItWasDecoded() throws Exception {
        byte[] coded = brotli(text());
        try (MisbehavingServer server = serving("br", coded);
                FetchFixture fixture = narrow()) {
            fixture.fetcher().holdBodies(true);
            List<Future<FetchOutcome>> fetches = start(fixture, server);
            FetchFixture.eventually("all wait", () -> fixture.fetcher().counts().bodiesWaiting() == HOSTS);
            FetchFixture.await(fixture.fetcher().close());
            for (Future<FetchOutcome> fetch : fetches) {
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
                assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DISCONNECT);
                assertThat(answered.decodedBytes()).isPositive();
                assertThat(answered.body()).isNotEmpty().isEqualTo(Arrays.copyOf(coded, answered.body().length));
            }
            assertThat(fixture.fetcher().counts().decoders()).isZero();
        }
    }
}
