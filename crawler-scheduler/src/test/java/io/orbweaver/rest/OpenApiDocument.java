package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The description of the API, held against requests and answers as they were on the wire. */
final class OpenApiDocument {
    private static final String LOCATION = "https://orbweaver.test/openapi.yaml";

    private final JsonNode root;
    private final SchemaRegistry registry;

    OpenApiDocument() {
        try (var in = RestApi.class.getResourceAsStream("openapi.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            root = new ObjectMapper(new YAMLFactory()).readTree(text);
            registry = SchemaRegistry.withDialect(
                    Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(LOCATION, root.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** What is described of a path and method. {@code pointer}: where in the document it stands. */
    record Operation(JsonNode description, String pointer) {}

    /** Fails where the path or the method is not described. */
    Operation operation(String method, String path) {
        for (Map.Entry<String, JsonNode> entry : root.get("paths").properties()) {
            String form = Pattern.compile("\\{[a-z]+}").matcher(entry.getKey()).replaceAll("[^/]+");
            JsonNode operation = entry.getValue().get(method.toLowerCase(Locale.ROOT));
            if (path.matches(form) && operation != null) {
                return new Operation(
                        operation, "/paths/" + escaped(entry.getKey()) + "/" + method.toLowerCase(Locale.ROOT));
            }
        }
        throw new AssertionError(method + " " + path + " is not described");
    }

    /** An answer must have a status and a type that are described, and the body that they promise. */
    void checkAnswer(String method, String path, int status, String type, String body) {
        Operation operation = operation(method, path);
        JsonNode answer = operation.description().path("responses").path(String.valueOf(status));
        assertThat(answer.isMissingNode())
                .as("%s %s answers %d, which is not described: %s", method, path, status, body)
                .isFalse();
        String pointer = operation.pointer() + "/responses/" + status;
        if (answer.has("$ref")) {
            pointer = answer.get("$ref").asText().substring(1);
            answer = root.at(pointer);
        }
        checkBody(answer, pointer, type, body);
    }

    /** What a request that was taken sent must be described as one that is. */
    void checkRequest(String method, String path, String type, String body) {
        Operation operation = operation(method, path);
        checkBody(operation.description().path("requestBody"), operation.pointer() + "/requestBody", type, body);
    }

    private void checkBody(JsonNode described, String pointer, String type, String body) {
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(body).as("no body is described at %s", pointer).isEmpty();
            return;
        }
        assertThat(content.has(type) || content.has("*/*"))
                .as("%s at %s", type, pointer)
                .isTrue();
        if (type.endsWith("json")) {
            assertThat(problems(pointer + "/content/" + escaped(type) + "/schema", body))
                    .as(body)
                    .isEmpty();
        }
    }

    /** Returns what a schema of the document has against a JSON text. */
    List<String> problems(String pointer, String json) {
        List<String> problems = new ArrayList<>();
        registry.getSchema(SchemaLocation.of(LOCATION + "#" + pointer))
                .validate(json, InputFormat.JSON)
                .forEach(error -> problems.add(error.getInstanceLocation() + ": " + error.getMessage()));
        return problems;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
