package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A server that gives the same answer to everybody, byte by byte as a test wants it. */
final class CannedApi implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final byte @Nullable [] repeated;
    private volatile String lastRequest = "";
    private volatile @Nullable String broken;
    private volatile @Nullable IOException last;

    CannedApi(String host, String status, String type, String body) throws IOException {
        this(host, head(status, type) + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body, null);
    }

    private CannedApi(String host, String answer, byte @Nullable [] repeated) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getByName(host));
        this.answer = answer.getBytes(UTF_8);
        this.repeated = repeated;
        Thread.ofVirtual().start(this::serve);
    }

    /** Begins a list and never ends it. */
    static CannedApi endless(String host, String type, byte[] repeated) throws IOException {
        return new CannedApi(host, head("200 OK", type) + "\r\n{\"items\":[{\"a\":", repeated);
    }

    private static String head(String status, String type) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n";
    }

    /** Breaks answers to paths that contain this off in their middle. */
    void breakOff(String path) {
        broken = path;
    }

    String address() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Returns what ended the last answer that was not taken to its end. */
    @Nullable
    IOException last() {
        return last;
    }

    String lastRequest() {
        return lastRequest;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException e) {
                // The client has heard enough, or the test is over.
                last = e;
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        StringBuilder request = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append("\r\n");
        }
        lastRequest = request.toString();
        OutputStream out = socket.getOutputStream();
        String cut = broken;
        if (cut != null && lastRequest.lines().findFirst().orElse("").contains(cut)) {
            out.write((head("200 OK", "text/plain") + "Content-Length: 100\r\n\r\none line\n").getBytes(UTF_8));
            return;
        }
        out.write(answer);
        while (repeated != null) {
            out.write(repeated);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
