package io.orbweaver.testweb.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Responses that take too long. */
final class TimingFaults {
    private TimingFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        handlers.put(Fault.SILENCE, Exchange::awaitClose);
        handlers.put(Fault.SILENCE_AFTER_HEAD, exchange -> {
            exchange.head("200 OK", StatusFaults.HTML, "Content-Length: 1000");
            exchange.awaitClose();
        });
        handlers.put(Fault.DRIP_SLOW, exchange -> drip(exchange, options.slowInterval()));
        handlers.put(Fault.DRIP_FAST, exchange -> drip(exchange, options.fastInterval()));
        handlers.put(Fault.DRIP_HEAD, exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nX-Filler: ");
            dropByDrop(exchange, options.fastInterval());
        });
    }

    private static void drip(Exchange exchange, Duration interval) throws IOException, InterruptedException {
        exchange.head("200 OK", StatusFaults.HTML, "Content-Length: 1000000000");
        dropByDrop(exchange, interval);
    }

    /** Ends when the client has gone, by the exception of a write, or when the server closes. */
    private static void dropByDrop(Exchange exchange, Duration interval) throws IOException, InterruptedException {
        while (!exchange.lastOne()) {
            exchange.send("x");
            Thread.sleep(interval);
        }
    }
}
