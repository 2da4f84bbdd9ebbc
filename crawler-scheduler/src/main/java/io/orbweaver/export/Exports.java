package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.Provenance;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same answers to several files at once, in flat memory. Each is {@code NAME.part} until {@link #complete()},
 * which puts it in the place of whatever file had its name; without that the parts stay. One thread at a time.
 */
public final class Exports implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Path> files;
    private final Provenance provenance;
    private final @Nullable Function<Capture, @Nullable String> text;
    private final List<PageWriter> writers = new ArrayList<>();
    /** In the order of closing: what tells others comes before those it tells. */
    private final List<Closeable> open = new ArrayList<>();

    private Exports(List<Path> files, Provenance provenance, @Nullable Function<Capture, @Nullable String> text) {
        this.files = List.copyOf(files);
        this.provenance = provenance;
        this.text = text;
    }

    /**
     * Opens the parts. Every file's ending must name a format, see {@link OutputFormat#of}; an index points into the
     * archive with the same name but for its ending, or else into the first.
     *
     * @param text tells the text of a page for JSONL, null where that is to have none
     */
    public static Exports open(
            List<Path> files, Provenance provenance, @Nullable Function<Capture, @Nullable String> text)
            throws IOException {
        Exports exports = new Exports(files, provenance, text);
        try {
            for (Path file : exports.files) {
                exports.open(file);
            }
        } catch (IOException | RuntimeException e) {
            try {
                exports.close();
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        return exports;
    }

    private void open(Path file) throws IOException {
        switch (Objects.requireNonNull(OutputFormat.of(file), file.toString())) {
            case WARC -> openArchive(file);
            case JSONL -> add(new JsonlWriter(stream(file), text));
            case CSV -> add(new CsvWriter(stream(file)));
            case URLS -> add(new UrlListWriter(stream(file)));
            case CDXJ -> {
                // Opened with its archive.
            }
        }
    }

    private void openArchive(Path file) throws IOException {
        List<CdxjFile> indexes = new ArrayList<>();
        for (Path index : files) {
            if (OutputFormat.of(index) == OutputFormat.CDXJ
                    && archive(files, index).equals(file)) {
                CdxjFile opened = new CdxjFile(stream(index), index.resolveSibling(index.getFileName() + ".part.sort"));
                indexes.add(opened);
                open.add(opened);
            }
        }
        OutputStream out = stream(file);
        // By itself, as the archive is written to as soon as it is made.
        open.addFirst(out);
        add(new WarcFile(out, file.getFileName().toString(), provenance, indexes));
    }

    /** Returns into which of the files' archives, of which there must be one, an index points. */
    public static Path archive(List<Path> files, Path index) {
        List<Path> archives = files.stream()
                .filter(file -> OutputFormat.of(file) == OutputFormat.WARC)
                .toList();
        String stem = OutputFormat.CDXJ.stem(index);
        return archives.stream()
                .filter(file -> OutputFormat.WARC.stem(file).equals(stem))
                .findFirst()
                .orElseGet(archives::getFirst);
    }

    private void add(PageWriter writer) {
        writers.add(writer);
        open.addFirst(writer);
    }

    private static OutputStream stream(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(part(file)), BUFFER_BYTES);
    }

    /** Returns the name that a file has until it is complete. */
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    public void write(Capture capture) throws IOException {
        for (PageWriter writer : writers) {
            writer.write(capture);
        }
    }

    /** Ends the files and gives them their names. */
    public void complete() throws IOException {
        close();
        for (Path file : files) {
            Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        open.clear();
        writers.clear();
        if (first != null) {
            throw first;
        }
    }
}
