package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.orbweaver.metrics.WorkerMetrics;

/**
 * Notes that bytes arrived, before they are understood: only so can a server that drips the head of an answer be told
 * from a silent one, and a connection that died before the first byte from one that died after it. Counts both
 * directions for the metrics. Confined to the connection's event loop.
 */
final class WireMeter extends ChannelDuplexHandler {
    private final WorkerMetrics metrics;
    private long bytes;
    private long lastNanos = System.nanoTime();

    WireMeter(WorkerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf buffer) {
            bytes += buffer.readableBytes();
            metrics.received(buffer.readableBytes());
            lastNanos = System.nanoTime();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf buffer) {
            metrics.sent(buffer.readableBytes());
        }
        context.write(message, promise);
    }

    /** Bytes received so far, TLS undone. */
    long bytes() {
        return bytes;
    }

    /** When the last byte arrived, on the clock of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }
}
