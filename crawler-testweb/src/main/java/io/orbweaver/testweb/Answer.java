package io.orbweaver.testweb;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response before it is sent, with its fields besides Content-Length and Content-Encoding. */
record Answer(int status, Map<String, String> fields, byte[] body) {
    static Answer ok(String contentType, byte[] body) {
        return new Answer(200, Map.of("Content-Type", contentType), body);
    }

    static Answer ok(String contentType, String body) {
        return ok(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a response with a short text for people. */
    static Answer status(int status, Map<String, String> fields) {
        String body = "<!DOCTYPE html>\n<title>" + status + "</title>\n<p>This is status " + status + ".</p>\n";
        return new Answer(status, fields, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer status(int status) {
        return status(status, Map.of("Content-Type", "text/html; charset=utf-8"));
    }

    static Answer redirect(int status, String location) {
        return status(status, Map.of("Location", location, "Content-Type", "text/html"));
    }
}
