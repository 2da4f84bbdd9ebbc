package io.orbweaver.testweb.fault;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Responses that are correct, and that a client must treat in its own way. */
final class StatusFaults {
    static final String PAGE = "<!DOCTYPE html>\n<title>Fine</title>\n<p>Nothing is wrong with this page.</p>\n";
    static final String HTML = "Content-Type: text/html";

    private static final int DEFAULT_CHAIN = 10;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private StatusFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        String seconds = "Retry-After: " + options.retryAfter().toSeconds();
        handlers.put(Fault.NONE, exchange -> exchange.respond("200 OK", PAGE, HTML));
        handlers.put(Fault.NOT_FOUND, exchange -> exchange.respond("404 Not Found", ""));
        handlers.put(
                Fault.REDIRECT_LOOP,
                exchange -> exchange.respond("302 Found", "", "Location: " + Fault.REDIRECT_LOOP.path()));
        handlers.put(Fault.REDIRECT_CHAIN, StatusFaults::chain);
        handlers.put(Fault.REDIRECT_NOWHERE, exchange -> exchange.respond("302 Found", ""));
        handlers.put(Fault.TOO_MANY_REQUESTS, exchange -> exchange.respond("429 Too Many Requests", "", seconds));
        handlers.put(Fault.UNAVAILABLE, exchange -> exchange.respond("503 Service Unavailable", "", seconds));
        handlers.put(
                Fault.UNAVAILABLE_UNTIL,
                exchange -> exchange.respond("503 Service Unavailable", "", until(options.retryAfter())));
        handlers.put(Fault.UNAVAILABLE_SHORTLY, exchange -> exchange.respond("503 Service Unavailable", ""));
        handlers.put(
                Fault.SET_COOKIE,
                exchange -> exchange.respond(
                        "200 OK", PAGE, HTML, "Set-Cookie: first=1; Path=/", "Set-Cookie: second=2; HttpOnly"));
        handlers.put(Fault.NO_CONTENT, exchange -> exchange.head("204 No Content"));
        handlers.put(Fault.NOT_MODIFIED, exchange -> exchange.head("304 Not Modified", "ETag: \"fault\""));
        handlers.put(Fault.EARLY_HINTS, exchange -> {
            exchange.head("103 Early Hints", "Link: </style.css>; rel=preload");
            exchange.respond("200 OK", PAGE, HTML);
        });
    }

    private static void chain(Exchange exchange) throws IOException {
        String target = exchange.request().target();
        int mark = target.indexOf("left=");
        int left = mark < 0 ? DEFAULT_CHAIN : Integer.parseInt(target.substring(mark + 5));
        if (left == 0) {
            exchange.respond("200 OK", PAGE, HTML);
        } else {
            String next = Fault.REDIRECT_CHAIN.path() + "?left=" + (left - 1);
            exchange.respond("301 Moved Permanently", "", "Location: " + next);
        }
    }

    private static String until(Duration wait) {
        return "Retry-After: "
                + HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plus(wait));
    }
}
