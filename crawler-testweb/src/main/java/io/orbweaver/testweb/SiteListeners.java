package io.orbweaver.testweb;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;

/** Listens on some of the addresses, all served by one event loop. */
final class SiteListeners extends VerticleBase {
    private static final int ACCEPT_BACKLOG = 1024;

    private final SiteHandler handler;
    private final List<String> addresses;
    private final int port;

    SiteListeners(SiteHandler handler, List<String> addresses, int port) {
        this.handler = handler;
        this.addresses = addresses;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions serverOptions =
                new HttpServerOptions().setAcceptBacklog(ACCEPT_BACKLOG).setHttp2ClearTextEnabled(false);
        List<Future<HttpServer>> servers = new ArrayList<>();
        for (String address : addresses) {
            servers.add(vertx.createHttpServer(serverOptions)
                    .connectionHandler(handler::connected)
                    .requestHandler(handler::handle)
                    .listen(port, address));
        }
        return Future.all(servers);
    }
}
