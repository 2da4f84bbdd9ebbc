package io.orbweaver.export;

import io.orbweaver.crawl.PageRecord;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes the same records to several files at once, in flat memory. Each is {@code NAME.part} until
 * {@link #complete()}, which puts it in the place of whatever file had its name; without that the parts stay. One
 * thread at a time.
 */
public final class Exports implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Path> files;
    private final List<PageWriter> writers = new ArrayList<>();

    private Exports(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Opens the parts. Every file's ending must name a format, see {@link OutputFormat#of}. */
    public static Exports open(List<Path> files) throws IOException {
        Exports exports = new Exports(files);
        try {
            for (Path file : files) {
                OutputFormat format = Objects.requireNonNull(OutputFormat.of(file), file.toString());
                exports.writers.add(
                        format.writer(new BufferedOutputStream(Files.newOutputStream(part(file)), BUFFER_BYTES)));
            }
        } catch (IOException e) {
            exports.close();
            throw e;
        }
        return exports;
    }

    /** Returns the name that a file has until it is complete. */
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    public void write(PageRecord page) throws IOException {
        for (PageWriter writer : writers) {
            writer.write(page);
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
        for (PageWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        writers.clear();
        if (first != null) {
            throw first;
        }
    }
}
