package io.orbweaver.config;

import java.util.List;
import java.util.Map;

/** What a user wrote, before anybody knows what it means. Each part knows where it stands, such as {@code line 7}. */
sealed interface Tree {
    String where();

    /** One value, placeholders already filled in. */
    record Leaf(String text, String where) implements Tree {}

    /** A list. */
    record Items(List<Tree> items, String where) implements Tree {}

    /** A section; keys in the order written. */
    record Branch(Map<String, Tree> children, String where) implements Tree {}

    /** A key without a value: as if it were not written. */
    record Nothing(String where) implements Tree {}
}
