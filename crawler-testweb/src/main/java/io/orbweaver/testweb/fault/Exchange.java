package io.orbweaver.testweb.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** One request and the means to answer it, byte by byte. For the thread of the connection. */
final class Exchange {
    private static final int PIECE = 16 << 10;

    private final FaultRequest request;
    private final Socket socket;
    private final OutputStream out;
    private final AtomicLong sent;
    private boolean lastOne;

    Exchange(FaultRequest request, Socket socket, AtomicLong sent) throws IOException {
        this.request = request;
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.sent = sent;
    }

    FaultRequest request() {
        return request;
    }

    /** Returns whether the connection is to be closed now. */
    boolean lastOne() {
        return lastOne;
    }

    void closeAfterwards() {
        lastOne = true;
    }

    /** Sends in pieces, so that what went out before the client broke off is counted. */
    void send(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE) {
            int length = Math.min(PIECE, bytes.length - from);
            out.write(bytes, from, length);
            sent.addAndGet(length);
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a status line and fields, and the empty line after them. */
    void head(String status, String... fields) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        send(head.append("\r\n").toString());
    }

    /** Sends a whole response with its Content-Length. */
    void respond(String status, byte[] body, String... fields) throws IOException {
        String[] all = new String[fields.length + 1];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "Content-Length: " + body.length;
        head(status, all);
        send(body);
    }

    void respond(String status, String body, String... fields) throws IOException {
        respond(status, body.getBytes(StandardCharsets.ISO_8859_1), fields);
    }

    void chunk(byte[] bytes) throws IOException {
        send(HexFormat.of().toHexDigits(bytes.length) + "\r\n");
        send(bytes);
        send("\r\n");
    }

    /** Makes the close that follows a reset, after what was sent has been delivered or not. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        lastOne = true;
    }

    /** Returns when the client has closed the connection. */
    void awaitClose() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[1024];
        int count = 0;
        while (count >= 0) {
            count = in.read(ignored);
        }
        lastOne = true;
    }
}
