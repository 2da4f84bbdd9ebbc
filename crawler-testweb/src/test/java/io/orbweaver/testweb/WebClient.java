package io.orbweaver.testweb;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A blocking HTTP/1.1 client that names any host and keeps its one connection open. */
final class WebClient implements AutoCloseable {
    private final TestWeb web;
    private final int host;
    private final Socket socket;

    WebClient(TestWeb web, int host) throws IOException {
        this.web = web;
        this.host = host;
        socket = new Socket(web.hostAddress(host), web.port());
        socket.setSoTimeout(10_000);
    }

    Response get(String target, String... fields) throws IOException {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        request.append("Host: ")
                .append(web.hostName(host))
                .append(":")
                .append(web.port())
                .append("\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        Map<String, String> received = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(": ", 2);
            received.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
        int length = Integer.parseInt(received.getOrDefault("content-length", "0"));
        return new Response(status, received, in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Closed after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    record Response(int status, Map<String, String> fields, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
