package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of seeds that hang hold a place each; when all are taken others are told, and broken ones give theirs back. */
@Timeout(30)
class ManyUploadsTest {
    @TempDir
    Path directory;

    @Test
    void oneTooManyIsRefusedAndBrokenOnesGiveTheirPlacesBack() throws IOException {
        try (ApiUnderTest api = new ApiUnderTest(directory)) {
            String path = "/api/v1/crawls/" + api.crawl() + "/seeds";
            List<Socket> hanging = new ArrayList<>();
            while (status(api, path) == 200) {
                Socket socket = new Socket(api.address(), api.port());
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                                        + "Content-Length: 100\r\n\r\nhttp://a.test/1\n")
                                .getBytes(StandardCharsets.US_ASCII));
                hanging.add(socket);
                assertThat(hanging).hasSizeLessThan(100);
            }
            assertThat(status(api, path)).isEqualTo(503);
            for (Socket socket : hanging) {
                socket.close();
            }
            // The server hears of it a little later.
            int status = 503;
            while (status == 503) {
                status = status(api, path);
            }
            assertThat(status).isEqualTo(200);
        }
    }

    private static int status(ApiUnderTest api, String path) {
        return api.send("POST", path, "text/plain", "http://a.test/2\n").status();
    }
}
