package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.crawl.Explanation;
import java.io.IOException;
import java.util.Map;

/** The politeness in force for a host, and where each setting comes from. */
final class PolitenessJson {
    private PolitenessJson() {}

    static void write(JsonGenerator json, Explanation.Politeness politeness) throws IOException {
        json.writeObjectFieldStart("politeness");
        OutputFields.duration(json, "delay", politeness.delay());
        json.writeNumberField("connections", politeness.connections());
        json.writeBooleanField("robots", politeness.robots());
        json.writeNumberField("pagesPerDay", politeness.pagesPerDay());
        json.writeStringField("window", politeness.window());
        json.writeBooleanField("blocked", politeness.blocked());
        json.writeObjectFieldStart("sources");
        for (Map.Entry<String, String> source : politeness.sources().entrySet()) {
            json.writeStringField(source.getKey(), source.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
