package io.orbweaver.export;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.json.JsonLines;
import java.io.IOException;
import java.io.OutputStream;

/** {@code .jsonl}: every answer as one JSON object a line, redirects included. */
public final class JsonlWriter implements PageWriter {
    private final JsonLines lines;

    public JsonlWriter(OutputStream out) throws IOException {
        lines = new JsonLines(out);
    }

    @Override
    public void write(PageRecord page) throws IOException {
        lines.page(page);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
