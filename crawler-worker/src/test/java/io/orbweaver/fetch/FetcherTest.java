package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetcherTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final FetchFixture fixture = FetchFixture.with(settings -> settings.contact = "https://bot.example/");

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static String url(MisbehavingServer server) {
        return "http://127.0.0.1:" + server.port() + "/page?x=1";
    }

    @Test
    void aPageArrivesWholeWithItsDigest() throws Exception {
        FetchFixture.Page page = new FetchFixture.Page();
        try (MisbehavingServer server = MisbehavingServer.start(
                MisbehavingServer.answering(OK + "X-Two: a\r\nx-two: b\r\nContent-Length: 5\r\n\r\nhello"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server), 100, page);

            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).asString().isEqualTo("hello");
            assertThat(answered.decodedBytes()).isEqualTo(5);
            assertThat(answered.sha256())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest("hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(answered.truncated()).isNull();
            assertThat(answered.ip()).isEqualTo("127.0.0.1");
            assertThat(answered.protocol()).isEqualTo("http/1.1");
            assertThat(answered.headers().fields())
                    .extracting(HeaderFields.Field::value)
                    .containsExactly("a", "b", "5");
            assertThat(page.status).isEqualTo(200);
            assertThat(page.text()).isEqualTo("hello");
            assertThat(server.requests().get(0))
                    .startsWith("GET /page?x=1 HTTP/1.1")
                    .contains("host: 127.0.0.1:" + server.port(), "accept-encoding: gzip, deflate, br, zstd")
                    .anyMatch(line -> line.matches("user-agent: Orbweaver/\\S+ \\(\\+https://bot.example/\\)"));
        }
    }

    @Test
    void chunkedBodiesAndInterimAnswersAreUnderstood() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                        + OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server));

            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).asString().isEqualTo("hello world");
            assertThat(answered.truncated()).isNull();
        }
    }

    @Test
    void anHttp10AnswerEndsWithItsConnection() throws IOException {
        try (MisbehavingServer server =
                MisbehavingServer.start(MisbehavingServer.answering("HTTP/1.0 200 OK\r\n\r\nold"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server));

            assertThat(answered.body()).asString().isEqualTo("old");
            assertThat(answered.truncated()).isNull();
        }
    }

    @Test
    void linesMayEndWithABareLineFeed() throws IOException {
        try (MisbehavingServer server =
                MisbehavingServer.start(MisbehavingServer.answering("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"))) {
            assertThat(fixture.answered(url(server)).body()).asString().isEqualTo("abc");
        }
    }

    @Test
    void redirectsAreAnswersAndNotFollowed() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(
                MisbehavingServer.answering("HTTP/1.1 301 Moved\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(fixture.answered(url(server)).status()).isEqualTo(301);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.pause(60_000);
        })) {
            assertThat(fixture.failed(url(server), FailureKind.TIMEOUT).durationMillis())
                    .isBetween(300L, 1100L);
        }
    }

    @Test
    void aDripSlowerThanTheIdleTimeOutIsCut() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.send(OK + "Content-Length: 1000\r\n\r\nabc");
            exchanges.pause(60_000);
        })) {
            FetchOutcome.Answered answered = fixture.answered(url(server));
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.TIME);
            assertThat(answered.body()).asString().isEqualTo("abc");
            assertThat(answered.durationMillis()).isLessThan(1100);
        }
    }

    @Test
    void anEndlessDripIsCutByTheTotalTimeOut() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.send(OK + "Content-Length: 100000\r\n\r\n");
            while (true) {
                exchanges.send("x");
                exchanges.pause(100);
            }
        })) {
            FetchOutcome.Answered answered = fixture.answered(url(server));
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.TIME);
            assertThat(answered.durationMillis()).isBetween(1000L, 3000L);
            assertThat(answered.body().length).isBetween(5, 20);
        }
    }

    @Test
    void aDrippedHeadIsCutByTheTotalTimeOutOnly() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.send(OK + "X-Drip: ");
            while (true) {
                exchanges.send("x");
                exchanges.pause(100);
            }
        })) {
            assertThat(fixture.failed(url(server), FailureKind.TIMEOUT).durationMillis())
                    .isBetween(1000L, 3000L);
        }
    }

    @Test
    void aConnectionClosedInsideTheBodyLeavesWhatCame() throws IOException {
        for (String framing :
                List.of("Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")) {
            try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(OK + framing))) {
                FetchOutcome.Answered answered = fixture.answered(url(server));
                assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DISCONNECT);
                assertThat(answered.body()).asString().isEqualTo("abc");
            }
        }
    }

    @Test
    void aResetIsAConnectionFailureAndNotRepeated() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.reset();
        })) {
            fixture.failed(url(server), FailureKind.CONNECT);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void nothingListeningIsAConnectionFailure() throws IOException {
        MisbehavingServer server = MisbehavingServer.start(exchanges -> {});
        server.close();
        fixture.failed(url(server), FailureKind.CONNECT);
    }

    @Test
    void garbageHugeHeadsAndBrokenHeadsAreProtocolFailures() throws IOException {
        for (String answer : List.of(
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                OK + "X: " + "y".repeat(9 << 10) + "\r\n\r\n",
                OK + "X: y\r\n".repeat(4 << 10) + "\r\n",
                OK + "Content-Length: nonsense\r\n\r\nabc",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                OK + "X-Broken: ye")) {
            try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(answer))) {
                fixture.failed(url(server), FailureKind.PROTOCOL);
            }
        }
    }

    @Test
    void anEndlessBodyIsCutExactlyAtTheLimit() throws IOException {
        byte[] block = new byte[64 << 10];
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.send(OK + "\r\n");
            while (true) {
                exchanges.send(block);
            }
        })) {
            FetchOutcome.Answered answered = fixture.answered(url(server), 200_001, new FetchFixture.Page());
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.LENGTH);
            assertThat(answered.body()).hasSize(200_001);
            assertThat(answered.decodedBytes()).isEqualTo(200_001);
            FetchFixture.eventually("the connection is closed", () -> server.openNow() == 0);
        }
    }

    @Test
    void aBodyOfJustTheLimitIsWhole() throws IOException {
        try (MisbehavingServer server =
                MisbehavingServer.start(MisbehavingServer.answering(OK + "Content-Length: 5\r\n\r\nhello"))) {
            assertThat(fixture.answered(url(server), 5, new FetchFixture.Page()).truncated())
                    .isNull();
        }
    }

    @Test
    void aSinkThatThrowsFailsTheFutureAndFreesTheConnection() throws IOException {
        BodySink throwing = new BodySink() {
            @Override
            public void head(int status, HeaderFields headers) {}

            @Override
            public void chunk(byte[] buffer, int offset, int length) {
                throw new IllegalStateException("a bug");
            }
        };
        try (MisbehavingServer server =
                MisbehavingServer.start(MisbehavingServer.answering(OK + "Content-Length: 5\r\n\r\nhello"))) {
            assertThatThrownBy(() -> FetchFixture.await(fixture.start(url(server), 100, throwing, 0)))
                    .isInstanceOf(IllegalStateException.class);
            FetchFixture.eventually(
                    "nothing is open", () -> fixture.fetcher().counts().open() == 0);
            assertThat(fixture.fetcher().counts().inFlight()).isZero();
        }
    }

    @Test
    void aFieldThatCannotBeSentFailsTheFutureAndFreesTheConnection() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(OK + "\r\n"))) {
            FetchRequest request = new FetchRequest(
                    Url.parse(url(server)), 100, 0, Map.of("X-Split", "a\r\nb: c"), new FetchFixture.Page());
            assertThatThrownBy(() -> FetchFixture.await(fixture.fetcher().fetch(request)))
                    .isInstanceOf(IllegalArgumentException.class);
            FetchFixture.eventually(
                    "nothing is open", () -> fixture.fetcher().counts().open() == 0);
        }
    }

    @Test
    void proxiesAreRefusedClearly() {
        assertThatThrownBy(() -> FetchFixture.with(settings -> settings.proxies = List.of("http://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fetch.proxies");
    }
}
