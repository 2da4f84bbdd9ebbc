package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orbweaver.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads JSON that strangers send: nesting, names and values are bounded, and a field may stand in it only once. */
final class JsonDocument {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER = 40;
    private static final int MAX_TEXT = 100_000;
    private static final int MAX_NAME = 1_000;

    static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER)
            .maxStringLength(MAX_TEXT)
            .maxNameLength(MAX_NAME)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonDocument() {}

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** Returns the object that the body is. */
    static ObjectNode object(byte[] body) throws InvalidJsonException {
        if (parsed(body) instanceof ObjectNode object) {
            return object;
        }
        throw invalid("is no JSON object: write { and } around its fields");
    }

    /** Reads as the stream comes; its trees are bounded as {@link #object}'s. */
    static JsonParser parser(InputStream in) throws IOException {
        JsonParser parser = MAPPER.createParser(in);
        parser.setCodec(MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
        return parser;
    }

    private static JsonNode parsed(byte[] body) throws InvalidJsonException {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw invalid("is empty: send a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw invalid(syntax(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** Says what is wrong with the syntax, and where. */
    static String syntax(JsonProcessingException error) {
        String place = error.getLocation() == null
                ? ""
                : " in line " + error.getLocation().getLineNr() + ", column "
                        + error.getLocation().getColumnNr();
        return "is no JSON that can be read" + place + ": "
                + String.valueOf(error.getOriginalMessage()).lines().findFirst().orElse("");
    }

    static InvalidJsonException invalid(String detail) {
        return new InvalidJsonException(List.of(new Problem("", detail)));
    }
}
