package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.PageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of page records. Every field is always there; what is not known is null. Any thread. */
public final class PageJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private PageJson() {}

    /** Returns one record as a JSON object in UTF-8. */
    public static byte[] object(PageRecord page) {
        return written(json -> write(json, page));
    }

    /** Returns a page of a list in UTF-8: {@code items}, and {@code next}, null where nothing is left. */
    public static byte[] list(List<PageRecord> pages, @Nullable String next) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (PageRecord page : pages) {
                write(json, page);
            }
            json.writeEndArray();
            json.writeStringField("next", next);
            json.writeEndObject();
        });
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    static void write(JsonGenerator json, PageRecord page) throws IOException {
        json.writeStartObject();
        fields(json, page);
        json.writeEndObject();
    }

    /** Without the braces: others may add to them. */
    static void fields(JsonGenerator json, PageRecord page) throws IOException {
        json.writeStringField("url", page.url());
        json.writeStringField("finalUrl", page.finalUrl());
        json.writeStringField("host", page.host());
        json.writeNumberField("status", page.status());
        json.writeStringField("contentType", page.contentType());
        json.writeStringField("charset", page.charset());
        json.writeStringField("title", page.title());
        json.writeNumberField("bytes", page.bytes());
        json.writeNumberField("receivedBytes", page.receivedBytes());
        json.writeStringField("truncated", page.truncated());
        json.writeNumberField("depth", page.depth());
        json.writeStringField("referrer", page.referrer());
        OutputFields.time(json, "fetchedAt", page.fetchedAt());
        json.writeNumberField("durationMs", page.durationMs());
        json.writeStringField("ip", page.ip());
        json.writeStringField("protocol", page.protocol());
        json.writeStringField("digest", page.digest());
        json.writeStringField("duplicateOf", page.duplicateOf());
        OutputFields.texts(json, "redirectedFrom", page.redirectedFrom());
        json.writeNumberField("links", page.links());
        json.writeStringField("canonical", page.canonical());
        json.writeStringField("language", page.language());
        json.writeStringField("etag", page.etag());
        json.writeStringField("lastModified", page.lastModified());
        OutputFields.texts(json, "robots", page.robots());
        json.writeNumberField("shard", page.shard());
    }
}
