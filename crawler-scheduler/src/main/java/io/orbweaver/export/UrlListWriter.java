package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code .txt}: the URLs of the pages, one a line. A redirect is not a page. */
public final class UrlListWriter implements PageWriter {
    private final OutputStream out;

    public UrlListWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(Capture capture) throws IOException {
        PageRecord page = capture.record();
        if (!page.redirect()) {
            out.write(page.url().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
