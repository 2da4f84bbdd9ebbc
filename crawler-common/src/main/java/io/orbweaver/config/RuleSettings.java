package io.orbweaver.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A politeness rule as its settings' texts, by the names and forms of the configuration file. Pure. */
public final class RuleSettings {
    private static final Map<String, Key<?>> KEYS = Keys.ofRule().stream()
            .collect(Collectors.toMap(Key::path, key -> key, (one, other) -> one, LinkedHashMap::new));

    /** How a setting is written where a format tells them apart, as JSON does. */
    public enum Form {
        TRUTH,
        NUMBER,
        TEXT
    }

    private RuleSettings() {}

    /** Returns the form of each setting, by name, in the order of the documentation. */
    public static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        KEYS.forEach((name, key) -> forms.put(name, form(key.kind().name())));
        return forms;
    }

    private static Form form(String kind) {
        return switch (kind) {
            case "true or false" -> Form.TRUTH;
            case "whole number", "number" -> Form.NUMBER;
            default -> Form.TEXT;
        };
    }

    /**
     * Makes the rule.
     *
     * @param problems receives what is wrong with a text, under the setting's name; its setting is then left out
     */
    public static PolitenessRule read(Map<String, String> texts, List<Problem> problems) {
        texts.keySet().stream()
                .filter(name -> !KEYS.containsKey(name))
                .forEach(name ->
                        problems.add(new Problem(name, "is no setting of a rule" + Nearest.hint(name, KEYS.keySet()))));
        return new PolitenessRule(
                value(Keys.RULE_DELAY, texts, problems),
                value(Keys.RULE_CONNECTIONS, texts, problems),
                value(Keys.RULE_ADAPTIVE, texts, problems),
                value(Keys.RULE_ROBOTS, texts, problems),
                value(Keys.RULE_MAX_CRAWL_DELAY, texts, problems),
                value(Keys.RULE_PAGES_PER_DAY, texts, problems),
                value(Keys.RULE_WINDOW, texts, problems),
                value(Keys.RULE_BLOCKED, texts, problems));
    }

    private static <T> @Nullable T value(Key<T> key, Map<String, String> texts, List<Problem> problems) {
        String text = texts.get(key.path());
        if (text == null) {
            return null;
        }
        try {
            return key.kind().reader().apply(List.of(text));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(key.path(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Returns the texts that {@link #read} makes the same rule of: those settings that the rule says something about. */
    public static Map<String, String> write(PolitenessRule rule) {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, Keys.RULE_DELAY, rule.delay());
        put(texts, Keys.RULE_CONNECTIONS, rule.connections());
        put(texts, Keys.RULE_ADAPTIVE, rule.adaptive());
        put(texts, Keys.RULE_ROBOTS, rule.robots());
        put(texts, Keys.RULE_MAX_CRAWL_DELAY, rule.maxCrawlDelay());
        put(texts, Keys.RULE_PAGES_PER_DAY, rule.pagesPerDay());
        put(texts, Keys.RULE_WINDOW, rule.window());
        put(texts, Keys.RULE_BLOCKED, rule.blocked());
        return texts;
    }

    private static <T> void put(Map<String, String> texts, Key<T> key, @Nullable T value) {
        if (value != null) {
            texts.put(key.path(), key.kind().writer().apply(value));
        }
    }
}
