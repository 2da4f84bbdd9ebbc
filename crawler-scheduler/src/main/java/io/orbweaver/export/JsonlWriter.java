package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.json.JsonLines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code .jsonl}: every answer as one JSON object a line, redirects included. */
public final class JsonlWriter implements PageWriter {
    private final JsonLines lines;
    private final @Nullable Function<Capture, @Nullable String> text;

    /** {@code text}: tells the text of a page, which takes reading its body; null where lines are to have none. */
    public JsonlWriter(OutputStream out, @Nullable Function<Capture, @Nullable String> text) throws IOException {
        this.lines = new JsonLines(out);
        this.text = text;
    }

    @Override
    public void write(Capture capture) throws IOException {
        if (text == null) {
            lines.page(capture.record());
        } else {
            lines.page(capture.record(), text.apply(capture));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
