package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies the heads of an HTTP/1 exchange while they pass, before they are understood: afterwards spelling, folding and
 * repeated blanks are gone. Heads of interim answers are passed over. It holds no more than the codec behind it accepts,
 * beside one read. Confined to the connection's event loop.
 */
final class HeadTap extends ChannelDuplexHandler {
    private static final int USUAL_HEAD = 512;

    private byte[] request = new byte[0];
    private int requestLength;
    private byte[] response = new byte[0];
    private int responseLength;
    private boolean sending;
    private boolean receiving;

    /** The next bytes are those of a new exchange. */
    void begin() {
        request = new byte[USUAL_HEAD];
        response = new byte[USUAL_HEAD];
        requestLength = 0;
        responseLength = 0;
        sending = true;
        receiving = true;
    }

    /** Returns both heads and forgets them, or null where the answer's is not complete. */
    @Nullable
    MessageHeads take() {
        if (receiving || responseLength == 0) {
            return null;
        }
        MessageHeads heads =
                new MessageHeads(Arrays.copyOf(request, requestLength), Arrays.copyOf(response, responseLength));
        request = new byte[0];
        response = new byte[0];
        requestLength = 0;
        responseLength = 0;
        return heads;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (sending && message instanceof ByteBuf buffer) {
            int count = buffer.readableBytes();
            request = withRoom(request, requestLength, count);
            buffer.getBytes(buffer.readerIndex(), request, requestLength, count);
            requestLength += count;
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (receiving && message instanceof ByteBuf buffer) {
            sending = false;
            scan(buffer);
        }
        context.fireChannelRead(message);
    }

    private void scan(ByteBuf buffer) {
        int at = buffer.readerIndex();
        int end = buffer.writerIndex();
        while (receiving && at < end) {
            if (responseLength == 0 && blank(buffer.getByte(at))) {
                // The codec passes over what is left of an earlier answer, too.
                at++;
                continue;
            }
            int feed = buffer.indexOf(at, end, (byte) '\n');
            int next = feed < 0 ? end : feed + 1;
            response = withRoom(response, responseLength, next - at);
            buffer.getBytes(at, response, responseLength, next - at);
            responseLength += next - at;
            at = next;
            if (feed >= 0 && complete()) {
                receiving = interim();
                responseLength = receiving ? 0 : responseLength;
            }
        }
    }

    /** Whether the last line is empty. A bare line feed ends a line as well (RFC 9112 section 2.2). */
    private boolean complete() {
        int before = responseLength - 2;
        if (before >= 0 && response[before] == '\r') {
            before--;
        }
        return before >= 0 && response[before] == '\n';
    }

    /** Whether the status is one of RFC 9110 section 15.2 but for a change of protocol, after which nothing follows. */
    private boolean interim() {
        int at = 0;
        while (at < responseLength && !blank(response[at])) {
            at++;
        }
        while (at < responseLength && blank(response[at])) {
            at++;
        }
        return at + 3 < responseLength
                && response[at] == '1'
                && digit(response[at + 1])
                && digit(response[at + 2])
                && !digit(response[at + 3])
                && !(response[at + 1] == '0' && response[at + 2] == '1');
    }

    private static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean blank(byte octet) {
        return octet >= 0 && octet <= ' ' || octet == 0x7f;
    }

    private static byte[] withRoom(byte[] held, int length, int more) {
        return length + more <= held.length ? held : Arrays.copyOf(held, Math.max(2 * held.length, length + more));
    }
}
