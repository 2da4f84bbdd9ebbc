package io.orbweaver.http;

import io.orbweaver.config.NodeConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a node. It serves {@code /health/live}, {@code /health/ready} and {@code /metrics}; what else there
 * is, is mounted on its {@link #router}. Everything but health wants the token, where there is one, and what the parts
 * of the node declared open. Heads and lines are bounded, and slow clients cut off; bodies are bounded by whoever reads
 * them. Runs on one event loop.
 */
public final class NodeServer {
    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);
    private static final int MAX_LINE = 8 << 10;
    private static final int MAX_HEAD = 16 << 10;
    private static final Patience STANDARD = new Patience(1_000, Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final HttpServer server;
    private final Router router;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * How much is borne of clients.
     *
     * @param connections at a time
     * @param head to send the whole head of a request, from the connection or the last answer on
     * @param idle without a byte in either direction
     */
    record Patience(int connections, Duration head, Duration idle) {}

    private NodeServer(Vertx vertx, NodeConfig.Http http, Health health, Supplier<String> metrics, Patience patience) {
        this.router = Router.router(vertx);
        SlowClients slow = new SlowClients(vertx, patience);
        this.server = vertx.createHttpServer(options(http, patience))
                .connectionHandler(slow::connected)
                .requestHandler(router);
        router.route().handler(slow);
        router.route()
                .handler(new BearerToken(http.token(), path -> path.startsWith("/health/") || open.contains(path)));
        router.get("/health/live").handler(NodeServer::live);
        router.get("/health/ready").handler(context -> ready(context, health));
        router.get("/metrics").handler(context -> metrics(context, metrics));
        for (int status : new int[] {404, 405, 413, 415, 500}) {
            router.errorHandler(status, context -> failed(context, status));
        }
    }

    private static HttpServerOptions options(NodeConfig.Http http, Patience patience) {
        String host = http.host();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new HttpServerOptions()
                .setHost(bracketed ? host.substring(1, host.length() - 1) : host)
                .setPort(http.port())
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEAD)
                .setIdleTimeout((int) patience.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
    }

    /**
     * Begins to listen. Fails with the BindException of the system where it cannot.
     *
     * @param vertx whose event loop the server runs on; the caller closes it, and with it the server
     * @param metrics the text of {@code /metrics}, asked for on a thread that may block
     */
    public static Future<NodeServer> listen(
            Vertx vertx, NodeConfig.Http http, Health health, Supplier<String> metrics) {
        return listen(vertx, http, health, metrics, STANDARD);
    }

    static Future<NodeServer> listen(
            Vertx vertx, NodeConfig.Http http, Health health, Supplier<String> metrics, Patience patience) {
        NodeServer server = new NodeServer(vertx, http, health, metrics, patience);
        return server.server.listen().map(server);
    }

    /** Returns where to mount routes, on the server's event loop or before anybody asks. */
    public Router router() {
        return router;
    }

    /** Lets everybody have this path without the token: for the files of the page. */
    public void openPath(String path) {
        open.add(path);
    }

    /** Returns the port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** It answers, and that is all it says: whoever is asked here is restarted where it does not. */
    private static void live(RoutingContext context) {
        json(context, 200, new JsonObject().put("live", true));
    }

    private static void ready(RoutingContext context, Health health) {
        JsonArray failing = new JsonArray();
        health.failing()
                .forEach((name, reason) ->
                        failing.add(new JsonObject().put("name", name).put("reason", reason)));
        boolean ready = failing.isEmpty();
        json(context, ready ? 200 : 503, new JsonObject().put("ready", ready).put("failing", failing));
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }

    /** The text format of Prometheus, version 0.0.4. */
    private static void metrics(RoutingContext context, Supplier<String> metrics) {
        context.vertx()
                .executeBlocking(metrics::get, false)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }

    private static void failed(RoutingContext context, int status) {
        if (status == 500) {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
        }
        String title = switch (status) {
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            default -> "Internal Server Error";
        };
        String detail = switch (status) {
            case 404 ->
                "There is nothing at " + context.normalizedPath() + ": /openapi.yaml of the scheduler lists what is.";
            case 405 -> context.request().method() + " is not possible here.";
            case 413 -> "The body is longer than this call takes.";
            case 415 -> "This call does not take a body of that content type.";
            default -> "This node made a mistake, which its log tells.";
        };
        Problems.send(context, status, title, detail);
    }
}
