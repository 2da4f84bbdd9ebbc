package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --header} is sent with every request. It was left out where robots.txt was asked for: a site behind a key
 * answered 401 there, which allows everything (RFC 9309 section 2.3.1.3), and what it disallows was fetched.
 */
class HeaderOfTheUserTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void isSentWithRobotsTxtToo() throws IOException {
        Map<String, String> keys = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.92.21.1", 0), 0);
        server.createContext("/", exchange -> {
            String key = exchange.getRequestHeaders().getFirst("X-Key");
            keys.put(exchange.getRequestURI().getPath(), key == null ? "none" : key);
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String seed = "http://127.92.21.1:" + server.getAddress().getPort() + "/page";
            assertThat(crawl(seed)).as(err.toString(UTF_8)).isZero();
        } finally {
            server.stop(0);
        }

        assertThat(keys).isEqualTo(Map.of("/robots.txt", "abc", "/page", "abc"));
    }

    private int crawl(String seed) {
        Surroundings surroundings = new Surroundings(
                ServiceLoader.load(CrawlSessions.class).findFirst().orElseThrow(),
                new LoadedConfigs(Map.of()),
                ServiceLoader.load(DemoWeb.Starter.class).findFirst().orElseThrow(),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                "orbweaver");
        String data = directory.resolve("data").toString();
        return Main.run(
                surroundings,
                "crawl",
                seed,
                "--header=X-Key: abc",
                "--allow-private-addresses",
                "--delay=0",
                "--data",
                data);
    }
}
