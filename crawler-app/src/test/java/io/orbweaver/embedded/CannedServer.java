package io.orbweaver.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers each path with bytes that a test wrote, and then closes; keeps the heads of requests as they came. */
final class CannedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, byte[]> answers;
    private final Map<String, String> requests = new ConcurrentHashMap<>();

    private CannedServer(ServerSocket listener, Map<String, byte[]> answers) {
        this.listener = listener;
        this.answers = answers;
    }

    static CannedServer start(String address, Map<String, byte[]> answers) throws IOException {
        CannedServer server = new CannedServer(new ServerSocket(0, 50, InetAddress.getByName(address)), answers);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    String url(String path) {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + path;
    }

    /** Returns the head of the last request for a path. */
    String request(String path) {
        return requests.getOrDefault(path, "");
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            String path = head.substring(4, head.indexOf(" HTTP"));
            requests.put(path, head.toString());
            byte[] missing = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(answers.getOrDefault(path, missing));
        } catch (IOException e) {
            // The crawler cuts what it does not want.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
