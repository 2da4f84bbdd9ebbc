package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A server that promises ten bytes, sends one and then nothing more. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket server;
    private final CompletableFuture<Socket> connection;

    SilentServer(String host) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName(host));
        connection = CompletableFuture.supplyAsync(() -> {
            try {
                Socket socket = server.accept();
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx".getBytes(UTF_8));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    String address() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        connection.join().close();
        server.close();
    }
}
