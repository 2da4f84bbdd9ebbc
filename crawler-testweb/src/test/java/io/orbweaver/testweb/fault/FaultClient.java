package io.orbweaver.testweb.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends one request and sees the response as bytes. */
final class FaultClient implements AutoCloseable {
    private final Socket socket;

    FaultClient(FaultServer server) throws IOException {
        socket = new Socket(server.address(), server.port());
        socket.setSoTimeout(10_000);
    }

    /** Makes reads fail that have to wait longer. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void ask(String target) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: fault.test\r\nUser-Agent: Test\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    void ask(Fault fault) throws IOException {
        ask(fault.path());
    }

    /** Returns status line and fields. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("Closed after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    byte[] bytes(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Returns everything until the server closes. */
    byte[] rest() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    InputStream stream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Returns the value of Content-Length. */
    static int length(String head) {
        String after = head.substring(head.indexOf("Content-Length: ") + "Content-Length: ".length());
        return Integer.parseInt(after.substring(0, after.indexOf('\r')));
    }
}
