package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.HostReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The JSON of one host. Every field is always there; what is not known is null. Any thread. */
public final class HostJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private HostJson() {}

    /** Returns the report as one JSON object on one line, without a line end. */
    public static String text(HostReport host) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("host", host.host());
            json.writeNumberField("shard", host.shard());
            json.writeStringField("worker", host.worker());
            json.writeBooleanField("known", host.known());
            json.writeNumberField("queueLength", host.queueLength());
            json.writeNumberField("waiting", host.waiting());
            json.writeNumberField("fetched", host.fetched());
            json.writeNumberField("inFlight", host.inFlight());
            OutputFields.time(json, "lastResponse", host.lastResponse());
            OutputFields.time(json, "nextFetch", host.nextFetch());
            json.writeObjectFieldStart("backoff");
            json.writeNumberField("failures", host.failures());
            OutputFields.time(json, "until", host.backoffUntil());
            json.writeEndObject();
            json.writeStringField("rule", host.rule());
            PolitenessJson.write(json, host.politeness());
            robots(json, host.robots());
            errors(json, host);
            crawls(json, host.crawls());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void robots(JsonGenerator json, List<HostReport.Robots> origins) throws IOException {
        json.writeArrayFieldStart("robots");
        for (HostReport.Robots robots : origins) {
            json.writeStartObject();
            json.writeStringField("origin", robots.origin());
            json.writeStringField("state", robots.state());
            json.writeStringField("failure", robots.failure());
            json.writeStringField("detail", robots.detail());
            OutputFields.duration(json, "crawlDelay", robots.crawlDelay());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void errors(JsonGenerator json, HostReport host) throws IOException {
        json.writeObjectFieldStart("errors");
        for (Map.Entry<String, Long> error : host.errors().entrySet()) {
            json.writeNumberField(error.getKey(), error.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("errorsComplete", host.errorsComplete());
    }

    private static void crawls(JsonGenerator json, List<HostReport.Crawl> crawls) throws IOException {
        json.writeArrayFieldStart("crawls");
        for (HostReport.Crawl crawl : crawls) {
            json.writeStartObject();
            json.writeStringField("id", Long.toString(crawl.id()));
            json.writeNumberField("queued", crawl.queued());
            json.writeNumberField("waiting", crawl.waiting());
            json.writeNumberField("fetched", crawl.fetched());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
