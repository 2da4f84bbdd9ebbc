package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** The JSON part of a line of CDXJ: an object of strings, in the order of the map. Any thread. */
public final class IndexJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private IndexJson() {}

    public static String object(Map<String, String> fields) throws IOException {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
