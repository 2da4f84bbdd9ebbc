package io.orbweaver.fetch;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.resolver.dns.DnsNameResolverException;
import io.orbweaver.crawl.FailureKind;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Which exception of the network libraries means what. By type, never by message: messages differ between transports
 * and versions. The first row that fits holds.
 */
final class Failures {

    /** Our own exceptions for what no library throws. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final FailureKind kind;

        /** @param sentence what happened, for the crawl log */
        Refused(FailureKind kind, String sentence) {
            super(sentence, null, false, false);
            this.kind = kind;
        }
    }

    private record Row(Class<? extends Throwable> type, FailureKind kind, String sentence) {}

    private static final List<Row> TABLE = List.of(
            new Row(UnknownHostException.class, FailureKind.DNS, "The host name has no address."),
            new Row(DnsNameResolverException.class, FailureKind.DNS, "No DNS server answered."),
            new Row(SslHandshakeTimeoutException.class, FailureKind.TLS, "The TLS handshake took too long."),
            new Row(SSLException.class, FailureKind.TLS, "The TLS handshake failed."),
            new Row(ConnectTimeoutException.class, FailureKind.TIMEOUT, "Connecting took too long."),
            new Row(Http2Exception.class, FailureKind.PROTOCOL, "The answer was not valid HTTP/2."),
            new Row(StreamResetException.class, FailureKind.PROTOCOL, "The server took back the HTTP/2 stream."),
            new Row(CodecException.class, FailureKind.PROTOCOL, "The answer's head was too long or not valid HTTP."),
            new Row(HttpClosedException.class, FailureKind.CONNECT, "The server closed the connection unanswered."),
            new Row(IOException.class, FailureKind.CONNECT, "The connection failed."),
            new Row(ChannelException.class, FailureKind.CONNECT, "The connection could not be opened."),
            // The HTTP decoder reports a status line or a length that it cannot read as these.
            new Row(IllegalArgumentException.class, FailureKind.PROTOCOL, "The answer was not valid HTTP."),
            new Row(IllegalStateException.class, FailureKind.PROTOCOL, "The answer was in an unknown protocol."),
            new Row(VertxException.class, FailureKind.PROTOCOL, "The server sent something out of turn."));

    private Failures() {}

    /** Returns the kind, or null where it is no failure of the network but a bug. */
    static @Nullable FailureKind kind(Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.kind;
        }
        Row row = row(failure);
        return row == null ? null : row.kind();
    }

    /** Returns one sentence for the crawl log, with what the library says as far as it does. */
    static String detail(Throwable failure) {
        Row row = row(failure);
        if (row == null) {
            return String.valueOf(failure.getMessage());
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? row.sentence()
                : row.sentence().substring(0, row.sentence().length() - 1) + " (" + oneLine(message) + ").";
    }

    private static String oneLine(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static @Nullable Row row(Throwable failure) {
        for (Row row : TABLE) {
            if (row.type().isInstance(failure)) {
                return row;
            }
        }
        return null;
    }
}
