package io.orbweaver.testweb;

import io.orbweaver.testweb.tls.ServerCertificate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens on some of the addresses, all served by one event loop. */
final class SiteListeners extends VerticleBase {
    private static final int ACCEPT_BACKLOG = 1024;

    private final SiteHandler handler;
    private final List<String> addresses;
    private final int port;
    private final @Nullable ServerCertificate certificate;

    SiteListeners(SiteHandler handler, List<String> addresses, int port, @Nullable ServerCertificate certificate) {
        this.handler = handler;
        this.addresses = addresses;
        this.port = port;
        this.certificate = certificate;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions serverOptions =
                new HttpServerOptions().setAcceptBacklog(ACCEPT_BACKLOG).setHttp2ClearTextEnabled(false);
        if (certificate != null) {
            PfxOptions keys = new PfxOptions()
                    .setValue(Buffer.buffer(certificate.pkcs12()))
                    .setPassword(ServerCertificate.password());
            serverOptions.setSsl(true).setUseAlpn(true).setKeyCertOptions(keys);
        }
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
