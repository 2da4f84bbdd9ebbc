package io.orbweaver.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options that were given for a crawl, as text and by name without dashes; what was not given is not there. A flag
 * has the value {@code true}. Immutable; keeps the order.
 */
public record GivenOptions(Map<String, List<String>> values) {
    static final String SEEDS = "seeds";
    static final String OUTPUT = "output";
    static final String TEXT = "text";
    static final String CONFIG = "config";

    public GivenOptions {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
        values = Collections.unmodifiableMap(copy);
    }

    static GivenOptions none() {
        return new GivenOptions(Map.of());
    }

    Set<String> names() {
        return values.keySet();
    }

    /** Returns the value of an option that is given at most once, or null. */
    @Nullable
    String one(String name) {
        List<String> texts = all(name);
        return texts.isEmpty() ? null : texts.getFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    /** Returns these options with one of them changed or added. */
    GivenOptions with(String name, List<String> texts) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, texts);
        return new GivenOptions(changed);
    }

    /** Returns how an option is written on the command line. */
    static String written(String name) {
        return switch (name) {
            case SEEDS -> "URL";
            case OUTPUT -> "-o";
            default -> "--" + name;
        };
    }
}
