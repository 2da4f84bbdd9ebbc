package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads are kept byte for byte, whatever a parser makes of them. */
class MessageHeadsTest {
    private final FetchFixture fixture = FetchFixture.usual();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String url(MisbehavingServer server) {
        return "http://127.0.0.1:" + server.port() + "/page?x=1";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 \r\nCONTENT-length:2\r\n\r\n",
                "HTTP/1.1 200 Très bien\r\nX-A: a\r\nx-a:   b  \r\nX-A:\r\nX-Obs: \u00e9\u00ff\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Folded: one\r\n\ttwo\r\n  three\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\nX-Bare: feeds\nContent-Length: 2\n\n",
                "HTTP/1.1 200 OK\r\nX-Mixed: ends\nContent-Length: 2\r\n\n",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length : 2\r\n\r\n",
                "HTTP/1.0 200 OK\r\nServer: old\r\n\r\n",
            })
    void theHeadOfAnAnswerIsKeptAsItCame(String head) throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(head + "ok"))) {
            FetchOutcome.Answered answered = fixture.answered(url(server));

            assertThat(text(answered.heads().response())).isEqualTo(head);
            assertThat(answered.body()).asString().isEqualTo("ok");
        }
    }

    @Test
    void aHeadThatComesByteByByteIsTheSame() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nX-One: a\r\n b\r\nContent-Length: 2\r\n\r\n";
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            exchanges.request();
            for (char next : (head + "ok").toCharArray()) {
                exchanges.send(Character.toString(next));
            }
        })) {
            assertThat(text(fixture.answered(url(server)).heads().response())).isEqualTo(head);
        }
    }

    @Test
    void interimAnswersAreNoPartOfIt() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + head + "ok"))) {
            assertThat(text(fixture.answered(url(server)).heads().response())).isEqualTo(head);
        }
    }

    @Test
    void everyExchangeOfAConnectionHasItsOwn() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
            for (int count = 1; exchanges.request(); count++) {
                exchanges.send("HTTP/1.1 200 OK\r\nX-Count: " + count + "\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            for (int count = 1; count < 4; count++) {
                assertThat(text(fixture.answered(url(server)).heads().response()))
                        .contains("X-Count: " + count + "\r\n");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theHeadOfTheRequestIsWhatTheServerSaw() throws IOException {
        try (MisbehavingServer server =
                MisbehavingServer.start(MisbehavingServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
            String sent = text(fixture.answered(url(server)).heads().request());

            assertThat(sent).startsWith("GET /page?x=1 HTTP/1.1\r\n").endsWith("\r\n\r\n");
            List<String> lines = sent.lines().filter(line -> !line.isEmpty()).toList();
            assertThat(lines).isEqualTo(server.requests().get(0));
        }
    }
}
