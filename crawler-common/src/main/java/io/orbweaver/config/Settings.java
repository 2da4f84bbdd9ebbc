package io.orbweaver.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was written for each key, the stronger source over the weaker, and what is wrong with it. Confined to one thread.
 */
final class Settings {
    private static final Map<String, Key<?>> KEYS =
            Keys.all().stream().collect(Collectors.toUnmodifiableMap(Key::path, key -> key));
    private static final Set<String> RULE_KEYS =
            Keys.ofRule().stream().map(Key::path).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SECTIONS = Stream.concat(KEYS.keySet().stream(), Stream.of(Keys.DOMAINS + "."))
            .flatMap(Settings::parents)
            .collect(Collectors.toUnmodifiableSet());
    private static final List<String> KNOWN =
            Stream.concat(KEYS.keySet().stream(), SECTIONS.stream()).sorted().toList();

    private final Map<String, Tree> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Tree>> rules = new LinkedHashMap<>();
    private final List<Problem> problems;

    /** @param problems receives what is wrong */
    Settings(List<Problem> problems) {
        this.problems = problems;
    }

    private static Stream<String> parents(String path) {
        List<String> parents = new ArrayList<>();
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            parents.add(path.substring(0, dot));
        }
        return parents.stream();
    }

    /** Enters a file. */
    void enter(Tree.Branch root) {
        root.children().forEach(this::enter);
    }

    private void enter(String path, Tree tree) {
        if (KEYS.containsKey(path)) {
            if (!(tree instanceof Tree.Nothing)) {
                values.put(path, tree);
            }
        } else if (!SECTIONS.contains(path)) {
            unknown(path, tree.where(), KNOWN);
        } else if (tree instanceof Tree.Branch branch && path.equals(Keys.DOMAINS)) {
            enterRules(branch);
        } else if (tree instanceof Tree.Branch branch) {
            branch.children().forEach((name, child) -> enter(path + "." + name, child));
        } else if (!empty(tree)) {
            problem(path, "is a section: write its keys below it", tree);
        }
    }

    /** Within braces a key without a value reads as an empty text. */
    private static boolean empty(Tree tree) {
        return tree instanceof Tree.Nothing
                || tree instanceof Tree.Leaf leaf && leaf.text().isEmpty();
    }

    /** Enters what a variable or a flag gives, as text. */
    void enter(Key<?> key, String text, String where) {
        if (!key.kind().list()) {
            values.put(key.path(), new Tree.Leaf(text, where));
            return;
        }
        List<Tree> items = Stream.of(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .<Tree>map(item -> new Tree.Leaf(item, where))
                .toList();
        values.put(key.path(), new Tree.Items(items, where));
    }

    /** Enters {@code path=text}, where the path may also be that of a rule's setting. */
    void enter(String path, String text, String where) {
        Key<?> key = KEYS.get(path);
        int dot = path.lastIndexOf('.');
        if (key != null) {
            enter(key, text, where);
        } else if (path.startsWith(Keys.DOMAINS + ".") && dot > Keys.DOMAINS.length()) {
            String pattern = path.substring(Keys.DOMAINS.length() + 1, dot);
            Map<String, Tree> setting = Map.of(path.substring(dot + 1), new Tree.Leaf(text, where));
            enterRule(pattern, new Tree.Branch(setting, where));
        } else {
            unknown(path, where, KEYS.keySet());
        }
    }

    void enterRules(Tree.Branch domains) {
        Set<String> seen = new HashSet<>();
        domains.children().forEach((text, tree) -> {
            String pattern = enterRule(text, tree);
            if (pattern != null && !seen.add(pattern)) {
                problem(Keys.DOMAINS + "." + text, "is the same domain as another rule's: leave one out", tree);
            }
        });
    }

    private @Nullable String enterRule(String text, Tree tree) {
        String path = Keys.DOMAINS + "." + text;
        String pattern = null;
        try {
            pattern = DomainPattern.parse(text).toString();
        } catch (IllegalArgumentException e) {
            problem(path, e.getMessage(), tree);
        }
        if (!(tree instanceof Tree.Branch settings)) {
            problem(path, "is a rule: write its settings below it, such as 'delay: 5s'", tree);
            return pattern;
        }
        Map<String, Tree> rule = rules.computeIfAbsent(pattern == null ? text : pattern, name -> new LinkedHashMap<>());
        settings.children().forEach((name, value) -> {
            if (!RULE_KEYS.contains(name)) {
                unknown(
                        path + "." + name,
                        value.where(),
                        RULE_KEYS.stream().map(key -> path + "." + key).sorted().toList());
            } else if (!(value instanceof Tree.Nothing)) {
                rule.put(name, value);
            }
        });
        return pattern;
    }

    /** Returns the patterns of the rules, those that cannot be read as they were written. */
    Set<String> patterns() {
        return rules.keySet();
    }

    /** Returns the paths of all keys that were given a value. */
    Set<String> given() {
        return values.keySet();
    }

    boolean given(Key<?> key) {
        return values.containsKey(key.path());
    }

    /** Returns the value in force; the default also where what was written is wrong, which is then reported. */
    <T> T get(Key<T> key) {
        T value = read(key, key.path(), values.get(key.path()));
        return value == null ? key.standard() : value;
    }

    /** Returns what a rule says, or null where it says nothing. */
    <T> @Nullable T get(String pattern, Key<T> key) {
        return read(
                key,
                Keys.DOMAINS + "." + pattern + "." + key.path(),
                rules.get(pattern).get(key.path()));
    }

    private <T> @Nullable T read(Key<T> key, String path, @Nullable Tree tree) {
        if (tree == null) {
            return null;
        }
        List<Tree> items = tree instanceof Tree.Items list ? list.items() : List.of(tree);
        List<String> texts = items.stream()
                .filter(Tree.Leaf.class::isInstance)
                .map(leaf -> ((Tree.Leaf) leaf).text())
                .toList();
        if (tree instanceof Tree.Items != key.kind().list() || texts.size() < items.size()) {
            problem(
                    path,
                    "is of the wrong type: write " + key.kind().name()
                            + (key.kind().list() ? ", such as [a, b]" : ""),
                    tree);
            return null;
        }
        try {
            return key.kind().reader().apply(texts);
        } catch (IllegalArgumentException e) {
            problem(path, e.getMessage(), tree);
            return null;
        }
    }

    /** Reports what is wrong with a key's value for reasons beyond its kind. */
    void problem(Key<?> key, String detail) {
        Tree tree = values.get(key.path());
        problems.add(new Problem(key.path(), tree == null ? detail : detail + " (" + tree.where() + ")"));
    }

    private void problem(String path, String detail, Tree tree) {
        problems.add(new Problem(path, detail + " (" + tree.where() + ")"));
    }

    private void unknown(String path, String where, Collection<String> known) {
        problems.add(new Problem(path, "is no key (" + where + ")" + Nearest.hint(path, known)));
    }
}
