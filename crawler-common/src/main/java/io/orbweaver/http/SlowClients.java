package io.orbweaver.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Closes connections that hold a place and ask for nothing: those that have not sent the whole head of a request in time,
 * however slowly they drip, and those beyond a limit. Used on one event loop.
 */
final class SlowClients implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final int most;
    private final long headMillis;
    private final Map<HttpConnection, Long> waiting = new HashMap<>();
    private final Set<HttpConnection> connections = new HashSet<>();

    SlowClients(Vertx vertx, NodeServer.Patience patience) {
        this.vertx = vertx;
        this.most = patience.connections();
        this.headMillis = patience.head().toMillis();
    }

    void connected(HttpConnection connection) {
        if (connections.size() >= most) {
            connection.close();
            return;
        }
        connections.add(connection);
        await(connection);
        connection.closeHandler(closed -> {
            connections.remove(connection);
            stopWaiting(connection);
        });
    }

    /** A request's head is complete; the next one is waited for when it is answered. */
    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        stopWaiting(connection);
        context.addEndHandler(ended -> await(connection));
        context.next();
    }

    private void await(HttpConnection connection) {
        stopWaiting(connection);
        if (connections.contains(connection)) {
            waiting.put(connection, vertx.setTimer(headMillis, late -> connection.close()));
        }
    }

    private void stopWaiting(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
