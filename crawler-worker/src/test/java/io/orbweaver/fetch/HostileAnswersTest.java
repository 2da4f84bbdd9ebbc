package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileAnswersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    private final FetchFixture fixture = FetchFixture.with(settings -> settings.maxHeaders = 256 << 10);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static String url(MisbehavingServer server) {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    private void fails(String answer, FailureKind kind) throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(answer))) {
            fixture.failed(url(server), kind);
        }
    }

    @Test
    void lengthsThatAreNoneAreRefused() throws IOException {
        for (String length : List.of("-1", "99999999999999999999999", "9223372036854775808", "0x10", "5, 6")) {
            fails(OK + "Content-Length: " + length + "\r\n\r\nhello", FailureKind.PROTOCOL);
        }
        fails(OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", FailureKind.PROTOCOL);
    }

    @Test
    void aLengthThatIsNeverReachedEndsWithTheConnection() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(
                MisbehavingServer.answering(OK + "Content-Length: 9223372036854775807\r\n\r\nhello"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server));
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DISCONNECT);
            assertThat(answered.body()).asString().isEqualTo("hello");
        }
    }

    @Test
    void brokenChunkSizesCutTheBody() throws IOException {
        for (String size : List.of("-5", "80000000", "ffffffffffffffffff", "zz", "5" + ";x".repeat(200_000))) {
            try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                    OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + size + "\r\nhello\r\n0\r\n\r\n"))) {
                FetchOutcome.Answered answered = fixture.answered(url(server));
                assertThat(answered.truncated()).as(size.substring(0, 2)).isEqualTo(FetchOutcome.Truncation.DISCONNECT);
                assertThat(answered.body()).asString().startsWith("abc");
            }
        }
    }

    @Test
    void aBodyInChunksOfOneByteIsWhole() throws IOException {
        String chunks = "1\r\nx\r\n".repeat(100_000);
        // A machine that is busy with other work takes its time for so many.
        try (FetchFixture patient = FetchFixture.with(settings -> settings.total = settings.idle = ONE_MINUTE);
                MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                        OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n"))) {
            FetchOutcome.Answered answered = patient.answered(url(server));
            assertThat(answered.truncated()).isNull();
            assertThat(answered.body()).hasSize(100_000);
        }
    }

    @Test
    void moreFieldsThanAnyoneNeedsAreRefused() throws IOException {
        fails(OK + "Set-Cookie: a=b\r\n".repeat(10_000) + "\r\n", FailureKind.PROTOCOL);
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                OK + "Set-Cookie: a=b\r\n".repeat(1_000) + "Content-Length: 2\r\n\r\nok"))) {
            assertThat(fixture.answered(url(server)).body()).asString().isEqualTo("ok");
        }
    }

    @Test
    void noFieldHoldsTheEndOfALine() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(OK
                + "X-One: a\rInjected: b\r\nX-Two: c\r\n folded\r\nX\rThree: d\0e\r\nContent-Length: 2\r\n\r\nok"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server));
            assertThat(answered.body()).asString().isEqualTo("ok");
            for (HeaderFields.Field field : answered.headers().fields()) {
                assertThat(field.name() + field.value()).doesNotContain("\r", "\n", "\0");
            }
        }
    }

    @Test
    void endlessInterimAnswersAreCutByTheTotalTimeOut() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            while (true) {
                exchanges.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100));
            }
        })) {
            fixture.failed(url(server), FailureKind.TIMEOUT);
        }
    }

    @Test
    void endlessTrailersCutTheBody() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            exchanges.send(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n");
            while (true) {
                exchanges.send("X-More: 1\r\n".repeat(100));
            }
        })) {
            FetchOutcome.Answered answered = fixture.answered(url(server));
            assertThat(answered.truncated()).isNotNull();
            assertThat(answered.body()).asString().isEqualTo("hello");
            FetchFixture.eventually("the connection is closed", () -> server.openNow() == 0);
        }
    }
}
