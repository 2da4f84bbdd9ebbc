package io.orbweaver.testweb.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultServerTest {
    private static final long BOMB = 64L << 20;

    private final FaultServer server = FaultServer.start(FaultOptions.defaults()
            .withSlowInterval(Duration.ofMinutes(1))
            .withFastInterval(Duration.ofMillis(5))
            .withBombSize(BOMB));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void connectionsAreKeptWhereNothingIsWrong() throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            for (int i = 0; i < 3; i++) {
                client.ask(Fault.NONE);
                String head = client.head();
                assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(new String(client.bytes(FaultClient.length(head)))).isEqualTo(StatusFaults.PAGE);
            }
            client.ask("/robots.txt");
            assertThat(client.head()).startsWith("HTTP/1.1 404 ");
        }
        assertThat(server.connectionsAccepted()).isEqualTo(1);
        assertThat(server.requests(Fault.NONE)).isEqualTo(3);
        assertThat(server.requests())
                .allMatch(request -> request.fields().get("user-agent").equals("Test"))
                .allMatch(request -> request.connection() == 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SILENCE", "SILENCE_AFTER_HEAD", "DRIP_SLOW"})
    void makesClientsWait(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            client.patience(100);
            assertThatThrownBy(client::rest).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(server.bytesSent(fault)).isLessThan(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DRIP_FAST", "DRIP_HEAD"})
    void dripsWithoutEnd(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            String start = new String(client.bytes(100));
            assertThat(start).startsWith("HTTP/1.1 200 OK\r\n").endsWith("xxx");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ENDLESS_BODY", "HUGE_HEAD", "HUGE_FIELD"})
    void sendsMoreThanOneWants(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            assertThat(client.bytes(1_000_000)).hasSize(1_000_000);
        }
        // The server counts a write when it returns, which is after the client has read it.
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.bytesSent(fault) <= 900_000 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.bytesSent(fault)).isGreaterThan(900_000);
    }

    @Test
    void closesAndResets() throws IOException {
        assertThat(text(Fault.CLOSE)).isEmpty();
        assertThatThrownBy(() -> text(Fault.RESET))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(() -> text(Fault.RESET_IN_BODY)).isInstanceOf(SocketException.class);
        assertThat(text(Fault.TRUNCATED_CHUNKS)).endsWith("\r\n1000\r\nand then");
        assertThat(text(Fault.SHORT_BODY))
                .contains("Content-Length: " + 2 * StatusFaults.PAGE.length())
                .endsWith(StatusFaults.PAGE);
    }

    @Test
    void breaksTheProtocol() throws IOException {
        assertThat(text(Fault.NOT_HTTP)).startsWith("220 ");
        assertThat(text(Fault.BAD_STATUS)).startsWith("HTTP/1.1 fine OK\r\n");
        assertThat(text(Fault.BAD_CHUNK_SIZE)).contains("\r\n\r\nmany\r\n");
        assertThat(text(Fault.CONFLICTING_LENGTHS).split("Content-Length: ")).hasSize(3);
        assertThat(text(Fault.OLD_HTTP)).startsWith("HTTP/1.0 200 OK\r\n").endsWith(StatusFaults.PAGE);
        assertThat(text(Fault.CLOSE_AFTER_RESPONSE)).endsWith(StatusFaults.PAGE);
        try (FaultClient client = new FaultClient(server)) {
            client.ask(Fault.LONG_BODY);
            int length = FaultClient.length(client.head());
            assertThat(client.bytes(StatusFaults.PAGE.length()).length).isGreaterThan(length);
        }
        try (FaultClient client = new FaultClient(server)) {
            client.ask(Fault.TRAILERS);
            assertThat(client.head()).contains("chunked");
            String end = "\r\n0\r\nX-Checksum: 42\r\n\r\n";
            assertThat(new String(client.bytes("00000000\r\n".length() + StatusFaults.PAGE.length() + end.length())))
                    .endsWith(end);
        }
    }

    @Test
    void codesContent() throws IOException {
        assertThat(gunzip(body(Fault.GZIP)).readAllBytes()).isEqualTo(CodingFaults.TEXT);
        byte[] zlib = body(Fault.DEFLATE_ZLIB);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(zlib)).readAllBytes())
                .isEqualTo(CodingFaults.TEXT);
        byte[] raw = body(Fault.DEFLATE_RAW);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(raw), new Inflater(true)).readAllBytes())
                .isEqualTo(CodingFaults.TEXT);
        byte[] truncated = body(Fault.GZIP_TRUNCATED);
        assertThatThrownBy(() -> gunzip(truncated).readAllBytes()).isInstanceOf(EOFException.class);
        byte[] corrupt = body(Fault.GZIP_CORRUPT);
        assertThatThrownBy(() -> gunzip(corrupt).readAllBytes()).isInstanceOf(IOException.class);
        byte[] plain = body(Fault.GZIP_NOT);
        assertThatThrownBy(() -> gunzip(plain)).isInstanceOf(ZipException.class);
        assertThat(body(Fault.UNKNOWN_CODING)).isEqualTo(CodingFaults.TEXT);
    }

    @Test
    void theBombIsSoundGzip() throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(Fault.GZIP_BOMB);
            client.head();
            long size = 0;
            byte[] part = new byte[1 << 16];
            InputStream zeros = new GZIPInputStream(client.stream());
            for (int count = zeros.read(part); count >= 0; count = zeros.read(part)) {
                size += count;
            }
            assertThat(size).isEqualTo(BOMB);
        }
        assertThat(server.bytesSent(Fault.GZIP_BOMB)).isLessThan(BOMB / 500);
    }

    @Test
    void redirects() throws IOException {
        assertThat(head(Fault.REDIRECT_LOOP.path())).contains("Location: /redirect-loop\r\n");
        assertThat(head(Fault.REDIRECT_CHAIN.path())).contains("Location: /redirect-chain?left=9\r\n");
        assertThat(head("/redirect-chain?left=1")).contains("Location: /redirect-chain?left=0\r\n");
        assertThat(head("/redirect-chain?left=0")).startsWith("HTTP/1.1 200 ");
        assertThat(head(Fault.REDIRECT_NOWHERE.path()))
                .startsWith("HTTP/1.1 302 ")
                .doesNotContain("Location");
    }

    @Test
    void asksForPatience() throws IOException {
        assertThat(head(Fault.TOO_MANY_REQUESTS.path()))
                .startsWith("HTTP/1.1 429 ")
                .contains("Retry-After: 2\r\n");
        assertThat(head(Fault.UNAVAILABLE.path())).startsWith("HTTP/1.1 503 ").contains("Retry-After: 2\r\n");
        assertThat(head(Fault.UNAVAILABLE_SHORTLY.path())).doesNotContain("Retry-After");
        String head = head(Fault.UNAVAILABLE_UNTIL.path());
        String date = head.split("Retry-After: ")[1].split("\r\n")[0];
        assertThat(date).hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                .isBetween(ZonedDateTime.now(), ZonedDateTime.now().plusSeconds(3));
    }

    @Test
    void answersWithUnusualStatuses() throws IOException {
        assertThat(head(Fault.NO_CONTENT.path())).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(head(Fault.NOT_MODIFIED.path())).startsWith("HTTP/1.1 304 ");
        assertThat(head(Fault.EARLY_HINTS.path())).startsWith("HTTP/1.1 103 ");
        assertThat(head(Fault.SET_COOKIE.path()).split("Set-Cookie: ")).hasSize(3);
    }

    private String head(String target) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(target);
            return client.head();
        }
    }

    private byte[] body(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            return client.bytes(FaultClient.length(client.head()));
        }
    }

    private String text(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            return new String(client.rest(), StandardCharsets.ISO_8859_1);
        }
    }

    private static GZIPInputStream gunzip(byte[] compressed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(compressed));
    }
}
