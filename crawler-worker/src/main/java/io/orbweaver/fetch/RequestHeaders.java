package io.orbweaver.fetch;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.Version;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** The fields that every request carries, and over them what a request says itself. Immutable. */
final class RequestHeaders {
    private static final String ACCEPT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.7";

    private final String userAgent;
    private final String codings;

    /** @param codings those offered, as the Accept-Encoding field lists them */
    RequestHeaders(FetchConfig config, String codings) {
        this.codings = codings;
        String wanted = config.userAgent().isBlank() ? defaultUserAgent(config.contact()) : config.userAgent();
        userAgent = valid("User-Agent", wanted);
    }

    String userAgent() {
        return userAgent;
    }

    /** @throws IllegalArgumentException for a name or value that would break out of its field (RFC 9110 section 5) */
    MultiMap of(Map<String, String> own) {
        MultiMap headers = HttpHeaders.headers();
        headers.set(HttpHeaders.USER_AGENT, userAgent);
        headers.set(HttpHeaders.ACCEPT, ACCEPT);
        headers.set(HttpHeaders.ACCEPT_ENCODING, codings);
        own.forEach((name, value) -> headers.set(name, valid(name, value)));
        return headers;
    }

    /** The client takes any text for a value, line ends included, which would be fields and requests of their own. */
    private static String valid(String name, String value) {
        if (name.isEmpty()
                || HttpHeaderValidationUtil.validateToken(name) != -1
                || HttpHeaderValidationUtil.validateValidHeaderValue(value) != -1) {
            throw new IllegalArgumentException("not a valid header field: " + name);
        }
        return value;
    }

    private static String defaultUserAgent(String contact) {
        String product = "Orbweaver/" + Version.text();
        return contact.isBlank() ? product : product + " (+" + contact.trim() + ")";
    }
}
