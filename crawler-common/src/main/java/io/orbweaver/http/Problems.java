package io.orbweaver.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers that say what is wrong, as RFC 9457 describes them. */
public final class Problems {
    /** RFC 9457 section 6.1. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /** Ends the response, unless its head is sent already: then the connection is closed, lest it look complete. */
    public static void send(RoutingContext context, int status, String title, String detail) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        JsonObject problem =
                new JsonObject().put("status", status).put("title", title).put("detail", detail);
        response.setStatusCode(status).putHeader("content-type", MEDIA_TYPE).end(problem.toBuffer());
    }
}
