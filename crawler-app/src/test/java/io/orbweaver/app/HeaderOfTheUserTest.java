package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.fault.Fault;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultRequest;
import io.orbweaver.testweb.fault.FaultServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
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
    void isSentWithRobotsTxtToo() {
        try (FaultServer server = FaultServer.start(FaultOptions.defaults())) {
            assertThat(crawl(server.url(Fault.NOT_FOUND)))
                    .as(err.toString(UTF_8))
                    .isZero();

            assertThat(server.requests())
                    .extracting(FaultRequest::target)
                    .containsExactly("/robots.txt", Fault.NOT_FOUND.path(), "/sitemap.xml");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.fields()).containsEntry("x-key", "abc"));
        }
    }

    private int crawl(String seed) {
        Surroundings surroundings = new Surroundings(
                ServiceLoader.load(CrawlSessions.class).findFirst().orElseThrow(),
                ServiceLoader.load(Explanations.class).findFirst().orElseThrow(),
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
