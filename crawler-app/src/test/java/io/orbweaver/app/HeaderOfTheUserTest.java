package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.fault.Fault;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultRequest;
import io.orbweaver.testweb.fault.FaultServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --header} is sent with every request. It was left out where robots.txt was asked for: a site behind a key
 * answered 401 there, which allows everything (RFC 9309 section 2.3.1.3), and what it disallows was fetched.
 */
class HeaderOfTheUserTest {
    @TempDir
    Path directory;

    @Test
    void isSentWithRobotsTxtToo() {
        try (FaultServer server = FaultServer.start(FaultOptions.defaults())) {
            RealCommands commands = new RealCommands();
            int code = commands.run(
                    "crawl",
                    server.url(Fault.NOT_FOUND),
                    "--header=X-Key: abc",
                    "--allow-private-addresses",
                    "--delay=0",
                    "--data=" + directory.resolve("data"));
            assertThat(code).as(commands.err()).isZero();

            assertThat(server.requests())
                    .extracting(FaultRequest::target)
                    .containsExactly("/robots.txt", Fault.NOT_FOUND.path(), "/sitemap.xml");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.fields()).containsEntry("x-key", "abc"));
        }
    }
}
