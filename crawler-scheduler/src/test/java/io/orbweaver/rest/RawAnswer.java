package io.orbweaver.rest;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What comes back for bytes that no client library would send, up to the end of its first packets. */
record RawAnswer(String text) {
    static RawAnswer of(ApiUnderTest api, String request) throws IOException {
        try (Socket socket = new Socket(api.address(), api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder text = new StringBuilder();
            byte[] bytes = new byte[8192];
            while (text.indexOf("\r\n\r\n") < 0 || text.indexOf("}") < 0) {
                int count = socket.getInputStream().read(bytes);
                if (count < 0) {
                    break;
                }
                text.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
            return new RawAnswer(text.toString());
        }
    }

    String header(String name) {
        return text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .findFirst()
                .orElse("");
    }
}
