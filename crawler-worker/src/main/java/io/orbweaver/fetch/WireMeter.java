package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Notes that bytes arrived, before they are understood: only so can a server that drips the head of an answer be told
 * from a silent one, and a connection that died before the first byte from one that died after it. Confined to the
 * connection's event loop.
 */
final class WireMeter extends ChannelInboundHandlerAdapter {
    private long bytes;
    private long lastNanos = System.nanoTime();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf buffer) {
            bytes += buffer.readableBytes();
            lastNanos = System.nanoTime();
        }
        context.fireChannelRead(message);
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
