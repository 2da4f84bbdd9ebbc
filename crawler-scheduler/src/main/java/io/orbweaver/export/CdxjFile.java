package io.orbweaver.export;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.json.IndexJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.URIs;
import org.netpreserve.jwarc.cdx.CdxFormat;

/**
 * {@code .cdxj}: where the responses and revisits of a {@code .warc.gz} lie, one a line, as pywb and its relatives look
 * them up: the URL turned round (SURT), the time, and the rest as JSON. The lines are sorted as bytes when it is closed;
 * until then they are on disk beside it. One thread at a time.
 */
final class CdxjFile implements Closeable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OutputStream out;
    private final LineSorter lines;

    /** {@code scratch}: a file for what does not fit into memory, made when it is needed and gone afterwards. */
    CdxjFile(OutputStream out, Path scratch) {
        this.out = out;
        this.lines = new LineSorter(scratch);
    }

    /** Adds a record that lies at {@code offset} of the archive and takes {@code length} bytes there. */
    void add(PageRecord page, boolean revisit, String digest, long offset, long length, String archive)
            throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("url", page.url());
        fields.put("mime", revisit ? CdxFormat.PYWB_REVISIT_MIMETYPE : mediaType(page.contentType()));
        fields.put("status", Integer.toString(page.status()));
        fields.put("digest", digest);
        fields.put("length", Long.toString(length));
        fields.put("offset", Long.toString(offset));
        fields.put("filename", archive);
        String line = URIs.toNormalizedSurt(page.url()) + " " + TIME.format(page.fetchedAt()) + " "
                + IndexJson.object(fields);
        lines.add(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String mediaType(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() ? "unk" : type;
    }

    /** Closes without having written anything. */
    void discard() throws IOException {
        lines.close();
    }

    @Override
    public void close() throws IOException {
        try (out;
                lines) {
            lines.writeTo(out);
        }
    }
}
