package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.PageRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
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
        PageJson.fields(json, page);
        end();
    }

    /** Writes the record with one more field, {@code text}. */
    public void page(PageRecord page, @Nullable String text) throws IOException {
        json.writeStartObject();
        PageJson.fields(json, page);
        // The generator writes null for a null string.
        json.writeStringField("text", text);
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
