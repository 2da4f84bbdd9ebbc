package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} changes nothing in the directory it reads, and says in one sentence what it cannot read. */
class ExplainRefusedTest {
    private static final String URL = "http://site.test/";

    @TempDir
    Path directory;

    private final RealCommands commands = new RealCommands();

    @BeforeEach
    void crawl() throws Exception {
        try (HandmadeSite site = new HandmadeSite("127.64.7.5", List.of("site.test"), Map.of())) {
            site.links("site.test/", "/one", "/two");
            int code = commands.run(
                    "crawl",
                    site.url("site.test/"),
                    "--delay=0",
                    "--allow-private-addresses",
                    "--resolve-with=" + site.dnsAddress(),
                    "--data=" + data());
            assertThat(code).as(commands.err()).isZero();
        }
    }

    @Test
    void noFileIsChanged() throws IOException {
        Map<String, String> before = files();

        assertThat(explain(URL)).as(commands.err()).isZero();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsNoUrlIsRefused() {
        assertRefused("is no http or https URL", "site.test/page");
        assertRefused("is no http or https URL", "mailto:somebody@site.test");
    }

    @Test
    void aCrawlOfAClusterIsRefused() {
        assertRefused("explain ID URL asks a running cluster", "7", URL);
    }

    @Test
    void aDirectoryWithoutACrawlIsRefusedAndNotMade() throws IOException {
        Path missing = directory.resolve("missing");
        Path foreign = Files.createDirectories(directory.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");

        assertThat(commands.run("explain", URL, "--data", missing.toString())).isEqualTo(2);
        assertThat(commands.err()).contains("missing holds no crawl", "--data");
        assertThat(missing).doesNotExist();
        assertThat(commands.run("explain", URL, "--data", foreign.toString())).isEqualTo(2);
        assertThat(commands.err()).contains("foreign holds no crawl");
        assertThat(foreign.resolve("orbweaver.lock")).doesNotExist();
    }

    @Test
    void aDirectoryInUseIsRefusedWithWhatToDo() {
        try (DataDirectory held = DataDirectory.open(data(), null)) {
            assertRefused(held.path() + " is in use", URL);
            assertThat(commands.err()).contains("interrupt it (Ctrl-C)", "--resume");
        }
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        Path marker = data().resolve("orbweaver.properties");
        Files.writeString(marker, Files.readString(marker).replaceFirst("format=\\d+", "format=99"));

        assertRefused("was written by a newer version", URL);
    }

    @Test
    void aDamagedStoreIsRefused() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("store"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("MANIFEST"))
                    .toList()) {
                Files.writeString(file, "nonsense");
            }
        }

        assertRefused("is damaged", URL);
    }

    private void assertRefused(String sentence, String... words) {
        assertThat(explain(words)).isEqualTo(2);
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err().lines())
                .singleElement()
                .asString()
                .startsWith("orbweaver: ")
                .contains(sentence)
                .endsWith(".");
    }

    private int explain(String... words) {
        return commands.run(Stream.concat(Stream.of("explain", "--data", data().toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(data())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
