package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the crawl log: one JSON object a line. Not thread-safe. */
public final class LogLines implements AutoCloseable {
    private final JsonGenerator json;
    private final Path file;

    private LogLines(Path file) throws IOException {
        this.file = file;
        this.json = new JsonFactory()
                .createGenerator(new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), 1 << 16));
        json.setRootValueSeparator(null);
    }

    /** Opens the file, whose lines are kept; one that a kill cut off in the middle is ended first. */
    public static LogLines append(Path file) throws IOException {
        if (Files.exists(file)) {
            try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw")) {
                end.seek(Math.max(0, end.length() - 1));
                int last = end.read();
                if (last >= 0 && last != '\n') {
                    end.write('\n');
                }
            }
        }
        return new LogLines(file);
    }

    /** Writes a line; {@code attempts}: requests made for the URL. */
    public void write(
            Instant time,
            int crawl,
            String url,
            int depth,
            int attempts,
            String outcome,
            String reason,
            @Nullable String detail)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("time", time.toString());
        json.writeNumberField("crawl", crawl);
        json.writeStringField("url", url);
        json.writeNumberField("depth", depth);
        json.writeNumberField("attempts", attempts);
        json.writeStringField("outcome", outcome);
        json.writeStringField("reason", reason);
        if (detail != null) {
            json.writeStringField("detail", detail);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    public void flush() throws IOException {
        json.flush();
    }

    public long bytes() throws IOException {
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
