package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code .csv}: every answer as one record of RFC 4180, redirects included, in UTF-8 with a header line. The columns are
 * the fields of JSONL; lists are joined with blanks. What is not known is empty, empty text is {@code ""}.
 *
 * <p>Text from the web that begins like a spreadsheet formula (with {@code = + - @}, a tab or a line end) gets an
 * apostrophe in front, so that opening the file runs nothing. JSONL has the text unchanged.
 */
public final class CsvWriter implements PageWriter {
    private static final String HEADER = "url,finalUrl,host,status,contentType,charset,title,bytes,receivedBytes,"
            + "truncated,depth,referrer,fetchedAt,durationMs,ip,protocol,digest,duplicateOf,redirectedFrom,links,"
            + "canonical,language,etag,lastModified,robots,shard\r\n";

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(1024);

    public CsvWriter(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(Capture capture) throws IOException {
        PageRecord page = capture.record();
        line.setLength(0);
        text(page.url());
        text(page.finalUrl());
        text(page.host());
        number(page.status());
        text(page.contentType());
        text(page.charset());
        text(page.title());
        number(page.bytes());
        number(page.receivedBytes());
        text(page.truncated());
        number(page.depth());
        text(page.referrer());
        text(page.fetchedAt().toString());
        number(page.durationMs());
        text(page.ip());
        text(page.protocol());
        text(page.digest());
        text(page.duplicateOf());
        texts(page.redirectedFrom());
        number(page.links());
        text(page.canonical());
        text(page.language());
        text(page.etag());
        text(page.lastModified());
        texts(page.robots());
        number(page.shard());
        line.setCharAt(line.length() - 1, '\r');
        line.append('\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void number(long value) {
        line.append(value).append(',');
    }

    private void texts(List<String> values) {
        text(values.isEmpty() ? null : String.join(" ", values));
    }

    private void text(@Nullable String value) {
        if (value != null) {
            cell(value);
        }
        line.append(',');
    }

    private void cell(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
        boolean quoted = value.isEmpty() || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        if (quoted) {
            line.append('"');
        }
        if (formula) {
            line.append('\'');
        }
        line.append(quoted ? value.replace("\"", "\"\"") : value);
        if (quoted) {
            line.append('"');
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
