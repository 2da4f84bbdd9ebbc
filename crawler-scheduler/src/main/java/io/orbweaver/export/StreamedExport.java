package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.Provenance;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers to one stream, in flat memory. An index points into the archive that the same answers give, which is
 * written for it and thrown away. Closing without {@link #complete()} leaves the stream as it is. One thread at a time.
 */
public final class StreamedExport implements Closeable {
    private final PageWriter writer;
    private final @Nullable CdxjFile index;
    private boolean closed;

    private StreamedExport(PageWriter writer, @Nullable CdxjFile index) {
        this.writer = writer;
        this.index = index;
    }

    /**
     * Begins.
     *
     * @param archive the name of the archive, which it and its index say
     * @param scratch a file for what an index has to sort, made when it is needed and gone afterwards
     */
    public static StreamedExport open(
            OutputFormat format, OutputStream out, String archive, Provenance provenance, Path scratch)
            throws IOException {
        return switch (format) {
            case WARC -> new StreamedExport(new WarcFile(out, archive, provenance, List.of()), null);
            case CDXJ -> {
                CdxjFile index = new CdxjFile(out, scratch);
                OutputStream nowhere = OutputStream.nullOutputStream();
                yield new StreamedExport(new WarcFile(nowhere, archive, provenance, List.of(index)), index);
            }
            case JSONL -> new StreamedExport(new JsonlWriter(out, null), null);
            case CSV -> new StreamedExport(new CsvWriter(out), null);
            case URLS -> new StreamedExport(new UrlListWriter(out), null);
        };
    }

    public void write(Capture capture) throws IOException {
        writer.write(capture);
    }

    /** Writes what is left, and closes the stream. */
    public void complete() throws IOException {
        closed = true;
        try (index) {
            writer.close();
        }
    }

    /** Gives back what it holds. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (writer) {
                if (index != null) {
                    index.discard();
                }
            }
        }
    }
}
