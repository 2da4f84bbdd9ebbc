package io.orbweaver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code docs/api.md} from the description of the API, so that the two cannot differ. */
final class ApiDocs {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode root;
    private final StringBuilder text = new StringBuilder();

    /** A call that is both shown and made. {@code type} and {@code body}: empty where nothing is sent. */
    record Example(String title, String method, String path, String type, String body, int status) {
        String curl() {
            String address = "http://127.0.0.1:8080" + path;
            String quoted = address.matches(".*[?*&].*") ? "'" + address + "'" : address;
            StringBuilder line = new StringBuilder("curl ");
            if (!method.equals("GET")) {
                line.append("-X ").append(method).append(' ');
            }
            if (!type.isEmpty()) {
                line.append("-H 'Content-Type: ").append(type).append("' ");
            }
            if (!body.isEmpty()) {
                line.append(type.equals("text/plain") ? "--data-binary '" : "-d '")
                        .append(body)
                        .append("' ");
            }
            return line.append(quoted).toString();
        }
    }

    static final List<Example> EXAMPLES = List.of(
            new Example(
                    "Crawl a site, at most 500 pages of it:",
                    "POST",
                    "/api/v1/crawls",
                    "application/json",
                    "{\"seeds\": [\"https://example.com/\"], \"limits\": {\"maxPages\": 500}}",
                    201),
            new Example("See how far it is:", "GET", "/api/v1/crawls/1", "", "", 200),
            new Example(
                    "Ask less often, and stay out of the archive:",
                    "PATCH",
                    "/api/v1/crawls/1",
                    "application/merge-patch+json",
                    "{\"politeness\": {\"delay\": \"5s\"}, \"scope\": {\"exclude\": [\"/archive/\"]}}",
                    200),
            new Example(
                    "Add seeds; from a file with `--data-binary @seeds.txt`:",
                    "POST",
                    "/api/v1/crawls/1/seeds",
                    "text/plain",
                    "https://example.com/a\nhttps://example.com/b",
                    200),
            new Example("Hold it, and let it go on:", "POST", "/api/v1/crawls/1/pause", "", "", 202),
            new Example("", "POST", "/api/v1/crawls/1/resume", "", "", 202),
            new Example(
                    "Never ask a domain again, for any crawl:",
                    "PUT",
                    "/api/v1/politeness/complaint.example",
                    "application/json",
                    "{\"blocked\": true}",
                    201),
            new Example("Show the cluster:", "GET", "/api/v1/cluster", "", "", 200),
            new Example("End it for good:", "POST", "/api/v1/crawls/1/stop", "", "", 202));

    ApiDocs(JsonNode root) {
        this.root = root;
    }

    String markdown() {
        text.append("# REST API\n\n<!-- Generated from openapi.yaml (io.orbweaver.rest); change it there. -->\n\n");
        text.append(root.at("/info/description").asText());
        text.append(
                "\nWhere a token is configured, all but health wants `Authorization: Bearer TOKEN`.\n\n## Examples\n");
        for (Example example : EXAMPLES) {
            text.append(example.title().isEmpty() ? "" : "\n" + example.title() + "\n");
            text.append("\n```\n").append(example.curl()).append("\n```\n");
        }
        root.get("tags").forEach(tag -> {
            text.append("\n## ").append(tag.get("name").asText()).append('\n');
            root.get("paths")
                    .properties()
                    .forEach(path -> METHODS.stream()
                            .filter(method -> tag.get("name")
                                    .equals(path.getValue()
                                            .path(method)
                                            .path("tags")
                                            .get(0)))
                            .forEach(method -> operation(path.getKey(), method, path.getValue())));
        });
        text.append("\n## Schemas\n");
        root.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().has("properties")) {
                schema(schema.getKey(), schema.getValue());
            }
        });
        return text.toString();
    }

    private void operation(String path, String method, JsonNode item) {
        JsonNode operation = item.get(method);
        text.append("\n### ")
                .append(method.toUpperCase(Locale.ROOT))
                .append(' ')
                .append(path)
                .append("\n\n")
                .append(operation.get("summary").asText())
                .append(".\n");
        if (operation.has("description")) {
            text.append('\n')
                    .append(operation.get("description").asText().strip())
                    .append('\n');
        }
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameters::add);
        operation.path("parameters").forEach(parameters::add);
        if (!parameters.isEmpty()) {
            text.append("\n| parameter | in | type | meaning |\n|---|---|---|---|\n");
            parameters.stream()
                    .map(this::resolved)
                    .forEach(parameter -> text.append(String.format(
                            "| `%s` | %s | %s | %s |%n",
                            parameter.get("name").asText(),
                            parameter.get("in").asText(),
                            type(parameter.get("schema")),
                            parameter.path("description").asText())));
        }
        if (operation.has("requestBody")) {
            text.append("\nBody: ")
                    .append(contents(operation.get("requestBody")))
                    .append(".\n");
        }
        text.append('\n');
        List<String> problems = new ArrayList<>();
        operation.get("responses").properties().forEach(answer -> {
            JsonNode response = resolved(answer.getValue());
            if (answer.getValue().has("$ref")) {
                problems.add(answer.getKey());
                return;
            }
            text.append("- ").append(answer.getKey()).append(": ");
            text.append(response.get("description").asText());
            text.append(response.has("content") ? " " + contents(response) + ".\n" : "\n");
        });
        text.append(problems.isEmpty() ? "" : "- Problems: " + String.join(", ", problems) + "\n");
    }

    private String contents(JsonNode described) {
        List<String> contents = new ArrayList<>();
        described.get("content").properties().forEach(content -> {
            String type = type(content.getValue().get("schema"));
            contents.add("`" + content.getKey() + "`" + (type.startsWith("[") ? " " + type : ""));
        });
        return String.join(" or ", contents);
    }

    private void schema(String name, JsonNode schema) {
        text.append("\n### ").append(name).append('\n');
        if (schema.has("description")) {
            text.append('\n').append(schema.get("description").asText()).append('\n');
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        text.append("\n| field | type | default | meaning |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            JsonNode described = field.getValue();
            text.append(String.format(
                    "| `%s`%s | %s | %s | %s |%n",
                    field.getKey(),
                    required.contains(field.getKey()) ? "" : " (optional)",
                    type(described),
                    described.has("default") ? "`" + described.get("default") + "`" : "",
                    described.path("description").asText()));
        }
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().replaceAll(".*/", "");
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.has("oneOf")) {
            List<String> types = new ArrayList<>();
            schema.get("oneOf").forEach(each -> types.add(type(each)));
            return String.join(" or ", types);
        }
        if (schema.has("enum") || schema.has("const")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return schema.has("const") ? "`" + schema.get("const").asText() + "`" : String.join(", ", values);
        }
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asText()));
        } else {
            types.add(type.asText("anything"));
        }
        String name = String.join(" or ", types);
        return schema.has("items") ? name + " of " + type(schema.get("items")) : name;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }
}
