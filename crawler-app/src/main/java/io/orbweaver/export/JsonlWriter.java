package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.json.JsonLines;
import io.orbweaver.text.PageText;
import java.io.IOException;
import java.io.OutputStream;

/** {@code .jsonl}: every answer as one JSON object a line, redirects included. */
public final class JsonlWriter implements PageWriter {
    private final JsonLines lines;
    private final boolean text;

    /** {@code text}: whether each line has the text of its page, which takes reading every body. */
    public JsonlWriter(OutputStream out, boolean text) throws IOException {
        this.lines = new JsonLines(out);
        this.text = text;
    }

    @Override
    public void write(Capture capture) throws IOException {
        if (text) {
            lines.page(capture.record(), PageText.of(capture));
        } else {
            lines.page(capture.record());
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
