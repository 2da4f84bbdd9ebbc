package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.crawl.RecordOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
    @TempDir
    Path directory;

    @Test
    void filesGetTheirNamesWhenTheyAreComplete() throws IOException {
        Path urls = Files.writeString(directory.resolve("urls.txt"), "of an earlier crawl");
        Path csv = directory.resolve("pages.csv");

        try (Exports exports = Exports.open(List.of(urls, csv), SamplePages.PROVENANCE, null)) {
            exports.write(RecordOnly.of(SamplePages.page("https://example.com/", "t")));
            assertThat(urls).hasContent("of an earlier crawl");
            assertThat(csv).doesNotExist();
            exports.complete();
        }

        assertThat(urls).hasContent("https://example.com/\n");
        assertThat(csv).isNotEmptyFile();
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatIsNotCompleteStaysAPart() throws IOException {
        Path urls = directory.resolve("urls.txt");

        try (Exports exports = Exports.open(List.of(urls), SamplePages.PROVENANCE, null)) {
            exports.write(RecordOnly.of(SamplePages.page("https://example.com/", "t")));
        }

        assertThat(urls).doesNotExist();
        assertThat(Exports.part(urls)).hasContent("https://example.com/\n");
    }

    @Test
    void aPlaceThatCannotBeWrittenFails() {
        Path nowhere = directory.resolve("missing").resolve("urls.txt");

        assertThatThrownBy(() -> Exports.open(List.of(nowhere), SamplePages.PROVENANCE, null))
                .isInstanceOf(IOException.class);
    }
}
