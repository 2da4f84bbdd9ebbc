package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers write Location in the bytes of their paths, mostly UTF-8, without escaping them (against RFC 3986 section 2.5);
 * browsers ask for those bytes. Each byte was taken for a character and encoded again, which made the target a 404.
 */
class UnescapedLocationTest {
    private final FetchFixture fixture = FetchFixture.with(settings -> {});

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/caf\u00e9?q=\u00e9, UTF-8, http://127.0.0.1/caf%C3%A9?q=%C3%A9",
        "/caf\u00e9, ISO-8859-1, http://127.0.0.1/caf%E9",
        "http://b\u00fccher.test/, UTF-8, http://xn--bcher-kva.test/",
        "/caf%C3%A9, UTF-8, http://127.0.0.1/caf%C3%A9",
    })
    void theBytesOfTheServerAreAskedFor(String location, String charset, String target) throws IOException {
        String bytes = new String(location.getBytes(charset), StandardCharsets.ISO_8859_1);
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingServer.answering(
                "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: " + bytes + "\r\n\r\n"))) {
            FetchOutcome.Answered answered = fixture.answered("http://127.0.0.1:" + server.port() + "/");
            Url from = Objects.requireNonNull(Url.parse("http://127.0.0.1/"));
            assertThat(answered.headers().location(from)).hasToString(target);
        }
    }
}
