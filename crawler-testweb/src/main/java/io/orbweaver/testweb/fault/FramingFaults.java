package io.orbweaver.testweb.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Responses that are not what HTTP/1.1 says, or end where they should not. */
final class FramingFaults {
    private static final byte[] PAGE = StatusFaults.PAGE.getBytes(StandardCharsets.ISO_8859_1);
    private static final String HTML = StatusFaults.HTML;
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int ENDLESS_CHUNK = 64 << 10;
    private static final int FIELD_LENGTH = 100;

    private FramingFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        addBroken(handlers);
        addProtocol(handlers, options);
        handlers.put(Fault.TRAILERS, exchange -> {
            exchange.head("200 OK", HTML, CHUNKED, "Trailer: X-Checksum");
            exchange.chunk(PAGE);
            exchange.send("0\r\nX-Checksum: 42\r\n\r\n");
        });
        handlers.put(Fault.OLD_HTTP, exchange -> {
            exchange.send("HTTP/1.0 200 OK\r\n" + HTML + "\r\n\r\n");
            exchange.send(PAGE);
            exchange.closeAfterwards();
        });
        handlers.put(Fault.CLOSE_AFTER_RESPONSE, exchange -> {
            exchange.respond("200 OK", PAGE, HTML);
            exchange.closeAfterwards();
        });
    }

    private static void addBroken(Map<Fault, FaultHandler> handlers) {
        handlers.put(Fault.CLOSE, Exchange::closeAfterwards);
        handlers.put(Fault.RESET, Exchange::reset);
        handlers.put(Fault.RESET_IN_BODY, exchange -> {
            exchange.head("200 OK", HTML, "Content-Length: " + 2 * PAGE.length);
            exchange.send(PAGE);
            exchange.reset();
        });
        handlers.put(Fault.SHORT_BODY, exchange -> {
            exchange.head("200 OK", HTML, "Content-Length: " + 2 * PAGE.length);
            exchange.send(PAGE);
            exchange.closeAfterwards();
        });
        handlers.put(Fault.LONG_BODY, exchange -> {
            exchange.head("200 OK", HTML, "Content-Length: " + PAGE.length / 2);
            exchange.send(PAGE);
        });
        handlers.put(Fault.TRUNCATED_CHUNKS, exchange -> {
            exchange.head("200 OK", HTML, CHUNKED);
            exchange.chunk(PAGE);
            exchange.send("1000\r\nand then");
            exchange.closeAfterwards();
        });
        handlers.put(Fault.ENDLESS_BODY, FramingFaults::endless);
    }

    private static void addProtocol(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        handlers.put(Fault.BAD_CHUNK_SIZE, exchange -> {
            exchange.head("200 OK", HTML, CHUNKED);
            exchange.send("many\r\n");
            exchange.send(PAGE);
            exchange.closeAfterwards();
        });
        handlers.put(Fault.CONFLICTING_LENGTHS, exchange -> {
            exchange.head("200 OK", HTML, "Content-Length: 10", "Content-Length: " + PAGE.length);
            exchange.send(PAGE);
            exchange.closeAfterwards();
        });
        handlers.put(Fault.NOT_HTTP, exchange -> {
            exchange.send("220 mail.example ESMTP ready\r\n");
            exchange.closeAfterwards();
        });
        handlers.put(Fault.BAD_STATUS, exchange -> {
            exchange.send("HTTP/1.1 fine OK\r\nContent-Length: 0\r\n\r\n");
            exchange.closeAfterwards();
        });
        handlers.put(Fault.HUGE_HEAD, exchange -> {
            String value = "x".repeat(FIELD_LENGTH);
            exchange.send("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < options.hugeHead() / FIELD_LENGTH; i++) {
                exchange.send("X-Filler-" + i + ": " + value + "\r\n");
            }
            exchange.send("Content-Length: 0\r\n\r\n");
        });
        handlers.put(
                Fault.HUGE_FIELD,
                exchange -> exchange.respond("200 OK", PAGE, "X-Filler: " + "x".repeat(options.hugeHead())));
    }

    /** Ends by the exception of a write, when the client has gone. */
    private static void endless(Exchange exchange) throws IOException {
        byte[] chunk = "again and again ".repeat(ENDLESS_CHUNK / 16).getBytes(StandardCharsets.ISO_8859_1);
        exchange.head("200 OK", "Content-Type: text/plain", CHUNKED);
        while (!exchange.lastOne()) {
            exchange.chunk(chunk);
        }
    }
}
