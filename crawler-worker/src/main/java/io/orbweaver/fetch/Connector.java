package io.orbweaver.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.metrics.WorkerMetrics;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: HTTP/1.1, or over TLS what ALPN agrees on (RFC 7301). The client's own pool, resolver and following
 * of redirects stay unused, so a connection goes to the address that was checked and nowhere else. Callable from any
 * thread; completes on the context given.
 */
final class Connector {
    /** Chunks up to what one read of a socket gives: fewer, larger events than the default. */
    private static final int LARGEST_CHUNK = 64 << 10;

    private final HttpClientAgent client;
    private final boolean http2;
    private final int maxHeaders;
    private final WorkerMetrics metrics;

    Connector(Vertx vertx, FetchConfig config, WorkerMetrics metrics) {
        this.metrics = metrics;
        http2 = config.http2();
        maxHeaders = unlimitedAsLargest(config.maxHeaders());
        client = vertx.createHttpClient(options(config));
    }

    private static HttpClientOptions options(FetchConfig config) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(config.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setUseAlpn(config.http2())
                .setConnectTimeout(milliseconds(config.connectTimeout()))
                .setSslHandshakeTimeout(milliseconds(config.connectTimeout()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false)
                .setVerifyHost(config.verifyTls())
                .setTrustAll(!config.verifyTls())
                .setTcpNoDelay(config.socket().tcpNoDelay())
                .setTcpFastOpen(config.socket().tcpFastOpen());
        if (config.http2()) {
            options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
            options.getInitialSettings().setMaxHeaderListSize(unlimitedAsLargest(config.maxHeaders()));
        }
        if (OpenSSLEngineOptions.isAvailable()) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
        if (config.socket().receiveBuffer() > 0) {
            options.setReceiveBufferSize(config.socket().receiveBuffer());
        }
        if (config.socket().sendBuffer() > 0) {
            options.setSendBufferSize(config.socket().sendBuffer());
        }
        return options;
    }

    private static int milliseconds(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    private static int unlimitedAsLargest(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** Connects to that address, in the name of the URL's host. */
    Future<Connection> connect(ContextInternal context, Url url, InetAddress address, ConnectionPool.Slot slot) {
        Promise<Connection> promise = Promise.promise();
        String ip = address.getHostAddress();
        HttpConnectOptions options = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(url.port(), ip))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.https());
        if (!url.https() || !http2) {
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        context.emit(null, ignored -> {
            try {
                client.connect(options)
                        .map(http -> connection(url, ip, http, context, slot))
                        .onComplete(promise);
            } catch (IllegalStateException e) {
                // The client throws instead of failing its future once it is closed.
                promise.fail(new ClosedChannelException());
            }
        });
        return promise.future();
    }

    private Connection connection(
            Url url, String ip, HttpClientConnection http, ContextInternal context, ConnectionPool.Slot slot) {
        Channel channel = ((UnpooledHttpClientConnection) http)
                .unwrap()
                .channelHandlerContext()
                .channel();
        WireMeter meter = new WireMeter(metrics);
        HeadTap heads = prepare(http, channel, meter);
        return new Connection(url.origin(), ip, http, channel, context, meter, heads, slot);
    }

    private @Nullable HeadTap prepare(HttpConnection http, Channel channel, WireMeter meter) {
        // Without a handler every connection that fails is logged as an error; the request learns of it anyway.
        http.exceptionHandler(failure -> {});
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get("codec") != null) {
            pipeline.replace("codec", "codec", codec());
            HeadTap heads = new HeadTap();
            pipeline.addBefore("codec", "meter", meter);
            pipeline.addBefore("codec", "heads", heads);
            pipeline.addAfter("codec", "informational", new InformationalFilter());
            return heads;
        }
        if (pipeline.get("ssl") == null) {
            throw new IllegalStateException("neither HTTP/1 nor TLS: " + pipeline.names());
        }
        pipeline.addAfter("ssl", "meter", meter);
        return null;
    }

    /** Takes what browsers take (RFC 9112 section 2.2: a bare line feed ends a line); the web is not strict. */
    private HttpClientCodec codec() {
        HttpDecoderConfig lenient = new HttpDecoderConfig()
                .setMaxInitialLineLength(maxHeaders)
                .setMaxHeaderSize(maxHeaders)
                .setMaxChunkSize(LARGEST_CHUNK)
                .setAllowDuplicateContentLengths(true)
                .setStrictLineParsing(false)
                .setValidateHeaders(false);
        return new HttpClientCodec(lenient, false, false);
    }

    Future<Void> close() {
        return client.close();
    }
}
