package io.orbweaver.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A place in a YAML document, asked by paths such as {@code spec.template}. Missing is missing, never a failure. */
record Manifest(@Nullable Object value) {
    /** Where the repository begins, seen from the module that tests run in. */
    static final Path ROOT = Path.of("..");

    static List<Manifest> read(Path file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Manifest> documents = new ArrayList<>();
        try {
            for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file))) {
                documents.add(new Manifest(document));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    Manifest at(String path) {
        Object current = value;
        for (String key : path.split("\\.")) {
            current = current instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Manifest(current);
    }

    /** Returns the value of a key that may have dots in it. */
    Manifest key(String key) {
        return new Manifest(map().get(key));
    }

    boolean has(String path) {
        return at(path).value != null;
    }

    String text() {
        return Objects.toString(value, "");
    }

    String text(String path) {
        return at(path).text();
    }

    Map<?, ?> map() {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    List<String> keys() {
        return map().keySet().stream().map(String::valueOf).toList();
    }

    List<Manifest> items(String path) {
        return at(path).value instanceof List<?> list
                ? list.stream().map(item -> new Manifest(item)).toList()
                : List.of();
    }

    List<String> texts(String path) {
        return items(path).stream().map(item -> String.valueOf(item.value)).toList();
    }

    /** Returns one text of each item of a list. */
    List<String> texts(String path, String key) {
        return items(path).stream().map(item -> item.text(key)).toList();
    }
}
