package io.orbweaver.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML as a stream of events, so that keys given twice are seen, nothing an alias could multiply is ever built, and
 * what stands before a syntax error is still checked. Each object reads one text, on one thread.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 20;
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String source;
    private final @Nullable String where;
    private final Map<String, String> environment;
    private final List<Problem> problems;

    /**
     * @param source what problems that concern no key are reported for
     * @param where what stands for the place of every value; null names the line
     * @param environment for placeholders
     * @param problems receives what is wrong
     */
    YamlReader(String source, @Nullable String where, Map<String, String> environment, List<Problem> problems) {
        this.source = source;
        this.where = where;
        this.environment = environment;
        this.problems = problems;
    }

    /** Returns what the text says, up to the first syntax error. */
    Tree.Branch read(String text) {
        Map<String, Tree> children = new LinkedHashMap<>();
        String place = where == null ? "line 1" : where;
        try (YAMLParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                fields(parser, "", children);
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                problems.add(new Problem(source, "does not start with a key such as 'fetch:' (" + place + ")"));
                return new Tree.Branch(children, place);
            }
            if (parser.nextToken() != null) {
                problems.add(new Problem(source, "holds a second document (" + at(parser) + "): write all in one"));
            }
        } catch (JsonProcessingException e) {
            problems.add(new Problem(source, syntaxError(e)));
        } catch (IOException e) {
            problems.add(new Problem(source, "cannot be read: " + e.getMessage()));
        }
        return new Tree.Branch(children, place);
    }

    private void fields(YAMLParser parser, String path, Map<String, Tree> children) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            String place = at(parser);
            parser.nextToken();
            Tree before = children.get(key);
            if (before != null) {
                problems.add(new Problem(
                        keyPath, "is written twice (" + before.where() + " and " + place + "): leave one out"));
            }
            Tree tree = value(parser, keyPath, place, before == null ? children : new LinkedHashMap<>(), key);
            if (before == null) {
                children.put(key, tree);
            }
        }
    }

    /** A section is entered into its parent before it is read, so that a syntax error within does not lose it. */
    private Tree value(YAMLParser parser, String path, String place, @Nullable Map<String, Tree> parent, String key)
            throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Tree.Branch branch = new Tree.Branch(new LinkedHashMap<>(), place);
                if (parent != null) {
                    parent.put(key, branch);
                }
                fields(parser, path, branch.children());
                return branch;
            }
            case START_ARRAY -> {
                List<Tree> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, path, at(parser), null, key));
                }
                return new Tree.Items(items, place);
            }
            case VALUE_NULL -> {
                return new Tree.Nothing(place);
            }
            default -> {
                return scalar(parser, path, place);
            }
        }
    }

    private Tree scalar(YAMLParser parser, String path, String place) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(path, "is an alias (" + place + "), which is not supported: write the value"));
            return new Tree.Nothing(place);
        }
        try {
            return new Tree.Leaf(Placeholders.fill(parser.getText(), environment), place);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(path, e.getMessage() + " (" + place + ")"));
            return new Tree.Nothing(place);
        }
    }

    private String at(YAMLParser parser) {
        return where == null ? "line " + parser.currentTokenLocation().getLineNr() : where;
    }

    private String syntaxError(JsonProcessingException error) {
        String place = where != null || error.getLocation() == null
                ? ""
                : " in line " + error.getLocation().getLineNr() + ", column "
                        + error.getLocation().getColumnNr();
        String reason =
                String.valueOf(error.getOriginalMessage()).lines().findFirst().orElse("");
        return "is no valid YAML" + place + ": " + reason + "; what follows was not checked";
    }
}
