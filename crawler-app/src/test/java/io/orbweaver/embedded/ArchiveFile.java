package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcTargetRecord;

/** A {@code .warc.gz} read back whole, as jwarc understands it. */
final class ArchiveFile {
    /** One record with its block as bytes, split where the head of an HTTP message ends. */
    record Entry(WarcRecord record, byte[] block) {
        String target() {
            return record instanceof WarcTargetRecord of ? of.target() : "";
        }

        String field(String name) {
            return record.headers().first(name).orElse("");
        }

        String head() {
            return new String(block, 0, split(), StandardCharsets.ISO_8859_1);
        }

        byte[] body() {
            return java.util.Arrays.copyOfRange(block, split(), block.length);
        }

        private int split() {
            for (int at = 1; at < block.length; at++) {
                boolean feeds = block[at] == '\n' && block[at - 1] == '\n';
                if (feeds || at > 2 && block[at] == '\n' && block[at - 1] == '\r' && block[at - 2] == '\n') {
                    return at + 1;
                }
            }
            return block.length;
        }
    }

    private final Path file;
    private final List<Entry> entries;

    private ArchiveFile(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    static ArchiveFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ArchiveFile(file, entries(in));
        }
    }

    private static List<Entry> entries(InputStream in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (WarcReader reader = new WarcReader(in)) {
            for (Optional<WarcRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(new Entry(next.get(), next.get().body().stream().readAllBytes()));
            }
        }
        return entries;
    }

    List<Entry> all() {
        return entries;
    }

    List<Entry> of(String type) {
        return entries.stream()
                .filter(entry -> entry.record().type().equals(type))
                .toList();
    }

    /** Returns the one record of that type for that URL. */
    Entry only(String type, String url) {
        List<Entry> found =
                of(type).stream().filter(entry -> entry.target().equals(url)).toList();
        assertThat(found).as(type + " of " + url).hasSize(1);
        return found.getFirst();
    }

    /** Reads a part of the file alone, which must be one gzip member that holds one record. */
    Entry at(long offset, int length) throws IOException {
        byte[] part = new byte[length];
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(offset);
            bytes.readFully(part);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GZIPInputStream member = new GZIPInputStream(new ByteArrayInputStream(part))) {
            member.transferTo(plain);
        }
        List<Entry> found = entries(new ByteArrayInputStream(plain.toByteArray()));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** Runs {@code jwarc validate} on the file. */
    void validate() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.netpreserve.jwarc.tools.WarcTool",
                        "validate",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }
}
