package io.orbweaver.export;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of exports. */
public enum OutputFormat {
    WARC(".warc.gz", "application/warc", true),
    CDXJ(".cdxj", "text/x-cdxj; charset=utf-8", true),
    JSONL(".jsonl", "application/jsonl", false),
    CSV(".csv", "text/csv; charset=utf-8; header=present", false),
    URLS(".txt", "text/plain; charset=utf-8", false);

    private final String ending;
    private final String mediaType;
    private final boolean messages;

    OutputFormat(String ending, String mediaType, boolean messages) {
        this.ending = ending;
        this.mediaType = mediaType;
        this.messages = messages;
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

    /** Returns the ending of its files' names. */
    public String ending() {
        return ending;
    }

    /** Returns its name as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what a Content-Type field says of it. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether it takes more of an answer than its record, but for the text of JSONL. */
    public boolean messages() {
        return messages;
    }

    /** Returns the file's name without the ending, which it must have. */
    String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }
}
