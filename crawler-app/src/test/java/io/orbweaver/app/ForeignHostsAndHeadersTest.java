package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fields of {@code --header} may be secrets of the site that is crawled. They were sent with the robots.txt of a host
 * that only a sitemap named.
 */
class ForeignHostsAndHeadersTest {
    @TempDir
    Path directory;

    @Test
    void aHostThatASitemapNamesHearsNoSecrets() throws Exception {
        try (HandmadeSite site = new HandmadeSite("127.64.7.21", List.of("site.test", "other.test"), Map.of())) {
            site.links("site.test/");
            site.put(
                    "site.test/robots.txt",
                    200,
                    Map.of("Content-Type", "text/plain"),
                    "Sitemap: " + site.url("other.test/map.xml"));
            RealCommands commands = new RealCommands();
            int code = commands.run(
                    "crawl",
                    site.url("site.test/"),
                    "--header=X-Key: secret",
                    "--delay=0",
                    "--allow-private-addresses",
                    "--resolve-with=" + site.dnsAddress(),
                    "--data=" + directory.resolve("data"));

            assertThat(code).as(commands.err()).isZero();
            assertThat(site.asked("other.test/robots.txt")).isTrue();
            assertThat(site.asked("other.test/map.xml")).isTrue();
            assertThat(site.told()).containsExactlyInAnyOrder("site.test/robots.txt", "site.test/");
        }
    }
}
