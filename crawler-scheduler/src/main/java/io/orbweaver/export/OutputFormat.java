package io.orbweaver.export;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The formats of exports, by the ending of the file's name. */
public enum OutputFormat {
    WARC(".warc.gz"),
    CDXJ(".cdxj"),
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

    public String ending() {
        return ending;
    }

    /** Returns the file's name without the ending, which it must have. */
    String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }
}
