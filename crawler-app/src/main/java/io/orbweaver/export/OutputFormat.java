package io.orbweaver.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The formats of exports, by the ending of the file's name. */
public enum OutputFormat {
    JSONL(".jsonl"),
    CSV(".csv"),
    URLS(".txt");

    private final String ending;

    OutputFormat(String ending) {
        this.ending = ending;
    }

    /** Returns the format that the file's name asks for, or null where no format has that ending. */
    public static @Nullable OutputFormat of(Path file) {
        Path name = file.getFileName();
        for (OutputFormat format : values()) {
            if (name != null && name.toString().endsWith(format.ending)) {
                return format;
            }
        }
        return null;
    }

    /** Starts writing; the writer owns the stream, which should be buffered. */
    public PageWriter writer(OutputStream out) throws IOException {
        return switch (this) {
            case JSONL -> new JsonlWriter(out);
            case CSV -> new CsvWriter(out);
            case URLS -> new UrlListWriter(out);
        };
    }
}
