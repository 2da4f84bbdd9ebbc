package io.orbweaver.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. It carries one request at a time, HTTP/2 too: politeness would leave the other streams unused.
 * The pool's fields are guarded by the pool's monitor.
 */
final class Connection {
    private final String origin;
    private final String ip;
    private final HttpClientConnection http;
    private final Channel channel;
    private final ContextInternal context;
    private final WireMeter meter;
    private final @Nullable HeadTap heads;
    private final ConnectionPool.Slot slot;

    /** Guarded by the pool: when the idle connection is no longer kept. */
    long idleUntilNanos;

    /** Guarded by the pool: it is about to be closed so that another can be opened. */
    boolean leaving;

    /** Guarded by the pool: it is closed and counted as such. */
    boolean gone;

    Connection(
            String origin,
            String ip,
            HttpClientConnection http,
            Channel channel,
            ContextInternal context,
            WireMeter meter,
            @Nullable HeadTap heads,
            ConnectionPool.Slot slot) {
        this.origin = origin;
        this.ip = ip;
        this.http = http;
        this.channel = channel;
        this.context = context;
        this.meter = meter;
        this.heads = heads;
        this.slot = slot;
    }

    /** Scheme, host and port. */
    String origin() {
        return origin;
    }

    /** The address at the other end. */
    String ip() {
        return ip;
    }

    HttpClientConnection http() {
        return http;
    }

    ContextInternal context() {
        return context;
    }

    WireMeter meter() {
        return meter;
    }

    /** What sees the heads of messages, null for HTTP/2. */
    @Nullable
    HeadTap heads() {
        return heads;
    }

    ConnectionPool.Slot slot() {
        return slot;
    }

    boolean open() {
        return channel.isActive();
    }

    /**
     * Reads on or no more from the socket, so that the server has to wait. Does nothing for HTTP/2: there a paused
     * stream is held up by its window. Must be called on the event loop.
     */
    void reading(boolean wanted) {
        if (http.protocolVersion() != HttpVersion.HTTP_2) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** Runs something on the event loop once the connection is closed, by whomever. */
    void whenClosed(Runnable action) {
        channel.closeFuture().addListener(ignored -> action.run());
    }

    /** Closes it at once, whatever is under way. Callable from any thread. */
    void close() {
        channel.close();
    }

    /**
     * Closes it so that nothing of a request goes out any more: what the kernel still holds of it, because the other end
     * cannot be reached, would otherwise be sent when that is back. Callable from any thread.
     */
    void abort() {
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close();
        });
    }
}
