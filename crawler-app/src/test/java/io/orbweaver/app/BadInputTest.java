package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.client.ClientCommands;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is refused with one sentence and exit code 2, and nothing is touched. On the real engine. */
class BadInputTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com | | lacks its scheme: write https://example.com",
                "ftp://example.com/ | | neither http nor https",
                "//example.com/ | | lacks its scheme: write https://example.com/.",
                "localhost:8080 | | lacks its scheme: write https://localhost:8080.",
                "mailto:a@example.com | | neither http nor https",
                "/etc/passwd | | is no URL",
                "'' | | is no URL",
                "http:// | | is no URL",
                "http://a b/ | | is no URL",
                "http://h.test/ | --include=a( | is no RE2 pattern",
                "http://h.test/ | --exclude=(a{1000}){1000} | steps when its repetitions are written out; 5000 are allowed.",
                "http://h.test/ | --delay=fast | --delay 'fast' is no duration",
                "http://h.test/ | --max-pages=-1 | write a whole number",
                "http://h.test/ | --resolve-with=127.0.0.1 | write HOST:PORT",
                "http://h.test/ | --resolve-with=999.1.1.1:53 | 999.1.1.1:53' has no address",
                "http://h.test/ | --config=/nowhere/node.yaml | /nowhere/node.yaml: does not exist",
                "http://h.test/ | --output=/nowhere/pages.csv | create /nowhere first",
                "http://h.test/ | --header=X | a name, a colon and a value",
            })
    void anOptionIsRefused(String seed, String option, String advice) {
        String[] arguments = option == null
                ? new String[] {"crawl", seed, "--data", data().toString()}
                : new String[] {"crawl", seed, option, "--data", data().toString()};

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8).lines()).singleElement().asString().contains(advice);
        assertThat(data()).doesNotExist();
    }

    @Test
    void aFileIsNoDataDirectory() throws IOException {
        Files.writeString(data(), "text");

        assertRefused("is a file", "crawl", "http://h.test/", "--data", data().toString());
        assertThat(data()).hasContent("text");
    }

    @Test
    void aDirectoryOfSomethingElseIsNoDataDirectory() throws IOException {
        Files.createDirectory(data());
        Files.writeString(data().resolve("mine"), "text");

        assertRefused("not a data directory", "crawl", "http://h.test/", "--data", data().toString());
        assertThat(names(data())).containsExactly("mine");
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsRefused() {
        assertRefused("cannot be created", "crawl", "http://h.test/", "--data", "/proc/orbweaver/data");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        crawled();
        Path marker = data().resolve("orbweaver.properties");
        Files.writeString(marker, Files.readString(marker).replaceFirst("format=\\d+", "format=99"));

        assertRefused("newer version", "crawl", "--resume", "--data", data().toString());
    }

    @Test
    void aDamagedStoreIsRefused() throws IOException {
        crawled();
        for (String name : names(data().resolve("store"))) {
            if (name.startsWith("MANIFEST")) {
                Files.writeString(data().resolve("store").resolve(name), "garbage");
            }
        }

        assertRefused("is damaged", "crawl", "--resume", "--data", data().toString());
    }

    @Test
    void damagedOptionsAreRefused() throws IOException {
        crawled();
        Files.writeString(data().resolve("crawl-options.json"), "{");

        assertRefused("no valid JSON", "crawl", "--resume", "--data", data().toString());
    }

    @Test
    void anotherCrawlInTheDirectoryAndOtherOptionsAreRefused() throws IOException {
        crawled();

        assertRefused("holds a crawl already", "crawl", "http://h.test/", "--data", data().toString());
        assertRefused(
                "differs from the crawl to go on with",
                "crawl",
                "--resume",
                "--scope",
                "host",
                "--data",
                data().toString());
    }

    /** Leaves the data of a crawl of one page. */
    private void crawled() throws IOException {
        TestWebOptions small = TestWebOptions.defaults()
                .withFirstAddress("127.62.0.1")
                .withHosts(1)
                .withPagesPerHost(2);
        try (TestWeb web = TestWeb.start(small)) {
            int code = run(
                    "crawl",
                    web.frontPage(),
                    "--allow-private-addresses",
                    "--quiet",
                    "--max-pages=1",
                    "--delay=0",
                    "--resolve-with",
                    web.dnsAddress(),
                    "--data",
                    data().toString());
            assertThat(code).as(err.toString(UTF_8)).isZero();
        }
    }

    private void assertRefused(String advice, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .contains(advice)
                .endsWith(".");
    }

    private int run(String... arguments) {
        err.reset();
        Surroundings surroundings = new Surroundings(
                ServiceLoader.load(CrawlSessions.class).findFirst().orElseThrow(),
                new NoNodes(),
                ServiceLoader.load(Explanations.class).findFirst().orElseThrow(),
                new ClientCommands(),
                new LoadedConfigs(Map.of()),
                ServiceLoader.load(DemoWeb.Starter.class).findFirst().orElseThrow(),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                "orbweaver");
        return Main.run(surroundings, arguments);
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private Path data() {
        return directory.resolve("data");
    }
}
