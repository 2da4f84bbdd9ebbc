package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was asked for and could not be written fails the command and says how to get it after all. A full disk behind
 * standard output cost the JSON with exit code 0, and a file that failed was named without the reason.
 */
class LostOutputTest {
    @TempDir
    Path directory;

    private final CommandLineRun line = new CommandLineRun();

    @Test
    void jsonThatStandardOutputDoesNotTake() {
        line.outputFull = true;

        assertThat(line.run("crawl", "https://example.com/", "--json", "--quiet", "--data", data()))
                .isEqualTo(1);
        assertThat(line.err())
                .contains("standard output did not take the JSON")
                .contains("go on with: './orb weaver' crawl --resume --data " + data());
    }

    @Test
    void aFileThatCannotBeOpened() throws IOException {
        Path file = directory.resolve("pages.csv");
        Files.createSymbolicLink(
                directory.resolve("pages.csv.part"), directory.resolve("gone").resolve("pages.csv"));

        assertThat(line.run("crawl", "https://example.com/", "-o", file.toString(), "--quiet", "--data", data()))
                .isEqualTo(1);
        assertThat(line.err()).contains("pages.csv.part: NoSuchFile").contains("go on with: ");
    }

    private String data() {
        return directory.resolve("data").toString();
    }
}
