package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final MisbehavingServer.Behaviour KEEPING = exchanges -> {
        while (exchanges.request()) {
            exchanges.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    };

    @TempDir
    private static Path directory;

    private static Path keys;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keys = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static String url(int port) {
        return "https://127.0.0.1:" + port + "/";
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.startTls(context(), KEEPING);
                FetchFixture fixture = FetchFixture.usual()) {
            fixture.failed(url(server.port()), FailureKind.TLS);
            assertThat(server.requests()).isEmpty();
            FetchFixture.eventually(
                    "nothing is open", () -> fixture.fetcher().counts().open() == 0);
        }
    }

    @Test
    void withoutVerificationItIsTakenAndTheConnectionKept() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.startTls(context(), KEEPING);
                FetchFixture fixture = FetchFixture.with(settings -> settings.verifyTls = false)) {
            for (int request = 0; request < 3; request++) {
                FetchOutcome.Answered answered = fixture.answered(url(server.port()));
                assertThat(answered.body()).asString().isEqualTo("hello");
                assertThat(answered.protocol()).isEqualTo("http/1.1");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsATlsFailure() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
                    exchanges.send("220 mail.example ESMTP ready\r\n");
                    exchanges.pause(200);
                });
                FetchFixture fixture = FetchFixture.usual()) {
            fixture.failed(url(server.port()), FailureKind.TLS);
        }
    }

    @Test
    void http2IsSpokenWhereBothWantIt() {
        for (boolean http2 : new boolean[] {true, false}) {
            try (FetchFixture fixture = FetchFixture.with(settings -> {
                settings.verifyTls = false;
                settings.http2 = http2;
            })) {
                HttpServer server = FetchFixture.await(fixture.vertx()
                        .createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(new PfxOptions()
                                        .setPath(keys.toString())
                                        .setPassword(PASSWORD)))
                        .requestHandler(request -> request.response()
                                .putHeader("x-authority", request.authority().toString())
                                .end("hello"))
                        .listen(0, "127.0.0.1"));
                String url = url(server.actualPort());
                for (int request = 0; request < 3; request++) {
                    FetchOutcome.Answered answered = fixture.answered(url);
                    assertThat(answered.protocol()).isEqualTo(http2 ? "h2" : "http/1.1");
                    assertThat(answered.body()).asString().isEqualTo("hello");
                    assertThat(answered.headers().first("X-Authority")).isEqualTo("127.0.0.1:" + server.actualPort());
                    assertThat(answered.headers().fields())
                            .noneMatch(field -> field.name().startsWith(":"));
                    // Of HTTP/2 they are a translation, as the archive has only the form of HTTP/1.1.
                    assertThat(new String(answered.heads().request(), StandardCharsets.ISO_8859_1))
                            .startsWith("GET /")
                            .contains("\r\nhost: 127.0.0.1:" + server.actualPort() + "\r\n")
                            .contains(" HTTP/1.1\r\n", "\r\nuser-agent: Orbweaver")
                            .endsWith("\r\n\r\n");
                    assertThat(new String(answered.heads().response(), StandardCharsets.ISO_8859_1))
                            .startsWith("HTTP/1.1 200 OK\r\n")
                            .contains("x-authority: 127.0.0.1:" + server.actualPort() + "\r\n")
                            .endsWith("\r\n\r\n");
                }
                assertThat(fixture.fetcher().counts().opened()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBodyThatHadToWaitForMemoryArrivesWhole() {
        int size = 4 << 20;
        for (boolean http2 : new boolean[] {true, false}) {
            try (FetchFixture fixture = FetchFixture.with(settings -> {
                settings.verifyTls = false;
                settings.http2 = http2;
                settings.total = Duration.ofSeconds(20);
                settings.idle = settings.total;
            })) {
                HttpServer server = FetchFixture.await(fixture.vertx()
                        .createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(new PfxOptions()
                                        .setPath(keys.toString())
                                        .setPassword(PASSWORD)))
                        .requestHandler(request -> request.response().end(Buffer.buffer(new byte[size])))
                        .listen(0, "127.0.0.1"));
                fixture.fetcher().holdBodies(true);
                Future<FetchOutcome> fetch = fixture.start(url(server.actualPort()), size, new FetchFixture.Page(), 0);
                FetchFixture.eventually(
                        "it waits", () -> fixture.fetcher().counts().bodiesWaiting() == 1);
                assertThat(fixture.fetcher().counts().mostBodyBytes()).isLessThan(3 * BodyBudget.FREE);
                fixture.fetcher().holdBodies(false);
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
                assertThat(answered.protocol()).isEqualTo(http2 ? "h2" : "http/1.1");
                assertThat(answered.truncated()).isNull();
                assertThat(answered.body()).hasSize(size);
                assertThat(fixture.fetcher().counts().bodyBytes()).isZero();
            }
        }
    }
}
