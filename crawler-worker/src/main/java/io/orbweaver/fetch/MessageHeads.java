package io.orbweaver.fetch;

import io.orbweaver.url.Url;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The heads of a request and of its answer as they went over the wire, each with the empty line at its end: what an
 * archive keeps beside the body. HTTP/2 has no such bytes; there they are what the same message would be in HTTP/1.1.
 * The arrays belong to whoever has the record.
 */
public record MessageHeads(byte[] request, byte[] response) {
    private static final byte[] HTTP_1_0 = "HTTP/1.0".getBytes(StandardCharsets.ISO_8859_1);
    private static final String LINE_END = "\r\n";

    /** Returns the heads of an exchange over HTTP/2. */
    static MessageHeads translated(Url url, MultiMap sent, HttpClientResponse answer) {
        return new MessageHeads(translated(url, sent), translated(answer));
    }

    /** Returns the bytes of both together. */
    public int size() {
        return request.length + response.length;
    }

    /** Whether the answer is one of HTTP/1.0. */
    boolean http10() {
        return response.length >= HTTP_1_0.length
                && Arrays.equals(response, 0, HTTP_1_0.length, HTTP_1_0, 0, HTTP_1_0.length);
    }

    private static byte[] translated(Url url, MultiMap sent) {
        StringBuilder head = new StringBuilder(512)
                .append("GET ")
                .append(url.pathAndQuery())
                .append(" HTTP/1.1\r\nhost: ")
                .append(url.authority())
                .append(LINE_END);
        return ended(head, HeaderFields.of(sent));
    }

    private static byte[] translated(HttpClientResponse answer) {
        StringBuilder head = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(answer.statusCode())
                .append(' ')
                .append(answer.statusMessage())
                .append(LINE_END);
        return ended(head, HeaderFields.of(answer.headers()));
    }

    private static byte[] ended(StringBuilder head, HeaderFields fields) {
        for (HeaderFields.Field field : fields.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append(LINE_END);
        }
        return head.append(LINE_END).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
