package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.PageRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes page records as JSON, one object a line, in UTF-8. Every field is always there; what is not known is null.
 * Memory does not grow with the number of records. One thread at a time. Closing it closes the stream beneath.
 */
public final class JsonLines implements Closeable {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    public JsonLines(OutputStream out) throws IOException {
        json = FACTORY.createGenerator(out);
        json.setRootValueSeparator(null);
    }

    public void page(PageRecord page) throws IOException {
        json.writeStartObject();
        fields(page);
        end();
    }

    /** Writes the record with one more field, {@code text}. */
    public void page(PageRecord page, @Nullable String text) throws IOException {
        json.writeStartObject();
        fields(page);
        text("text", text);
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void fields(PageRecord page) throws IOException {
        json.writeStringField("url", page.url());
        text("finalUrl", page.finalUrl());
        json.writeStringField("host", page.host());
        json.writeNumberField("status", page.status());
        text("contentType", page.contentType());
        text("charset", page.charset());
        text("title", page.title());
        json.writeNumberField("bytes", page.bytes());
        json.writeNumberField("receivedBytes", page.receivedBytes());
        text("truncated", page.truncated());
        json.writeNumberField("depth", page.depth());
        text("referrer", page.referrer());
        json.writeStringField("fetchedAt", page.fetchedAt().toString());
        json.writeNumberField("durationMs", page.durationMs());
        text("ip", page.ip());
        text("protocol", page.protocol());
        text("digest", page.digest());
        text("duplicateOf", page.duplicateOf());
        texts("redirectedFrom", page.redirectedFrom());
        json.writeNumberField("links", page.links());
        text("canonical", page.canonical());
        text("language", page.language());
        text("etag", page.etag());
        text("lastModified", page.lastModified());
        texts("robots", page.robots());
        json.writeNumberField("shard", page.shard());
    }

    private void text(String name, @Nullable String value) throws IOException {
        // The generator writes null for a null string.
        json.writeStringField(name, value);
    }

    private void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
