package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.PageRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of one explanation. Every field is always there; what is not known is null. Any thread. */
public final class ExplanationJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ExplanationJson() {}

    /** Returns the explanation as one JSON object on one line, without a line end. */
    public static String text(Explanation explanation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("url", explanation.url());
            json.writeStringField("state", explanation.state().name().toLowerCase(Locale.ROOT));
            json.writeStringField("reason", explanation.reason());
            json.writeStringField("rule", explanation.rule());
            json.writeStringField("detail", explanation.detail());
            json.writeNumberField("shard", explanation.shard());
            json.writeStringField("worker", explanation.worker());
            number(json, "depth", explanation.depth());
            json.writeNumberField("attempts", explanation.attempts());
            OutputFields.time(json, "nextAttempt", explanation.nextAttempt());
            json.writeStringField("referrer", explanation.referrer());
            OutputFields.texts(json, "redirectedFrom", explanation.redirectedFrom());
            OutputFields.time(json, "sitemapLastModified", explanation.sitemapLastModified());
            json.writeObjectFieldStart("scope");
            json.writeBooleanField("included", explanation.scope().included());
            json.writeStringField("rule", explanation.scope().rule());
            json.writeEndObject();
            host(json, explanation.host());
            PolitenessJson.write(json, explanation.politeness());
            page(json, explanation.page());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void host(JsonGenerator json, Explanation.Host host) throws IOException {
        json.writeStringField("host", host.name());
        json.writeObjectFieldStart("hostQueue");
        json.writeNumberField("queued", host.queued());
        json.writeNumberField("waiting", host.waiting());
        json.writeNumberField("fetched", host.fetched());
        json.writeNumberField("failures", host.failures());
        json.writeEndObject();
    }

    private static void page(JsonGenerator json, @Nullable PageRecord page) throws IOException {
        json.writeFieldName("page");
        if (page == null) {
            json.writeNull();
            return;
        }
        PageJson.write(json, page);
    }

    private static void number(JsonGenerator json, String name, @Nullable Integer value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
