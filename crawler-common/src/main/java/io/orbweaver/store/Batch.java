package io.orbweaver.store;

import java.util.ArrayList;
import java.util.List;

/** Changes that become durable together or not at all, in the order they were added. Not thread-safe. */
public final class Batch {
    /** One change; the closed set of what a batch can hold. */
    public sealed interface Change permits Put, Delete, DeleteRange {}

    public record Put(Table table, byte[] key, byte[] value) implements Change {}

    public record Delete(Table table, byte[] key) implements Change {}

    /** Deletes every key from {@code from} (included) to {@code to} (excluded). */
    public record DeleteRange(Table table, byte[] from, byte[] to) implements Change {}

    private final List<Change> changes = new ArrayList<>();

    public void put(Table table, byte[] key, byte[] value) {
        changes.add(new Put(table, key, value));
    }

    public void delete(Table table, byte[] key) {
        changes.add(new Delete(table, key));
    }

    public void deleteRange(Table table, byte[] from, byte[] to) {
        changes.add(new DeleteRange(table, from, to));
    }

    public List<Change> changes() {
        return changes;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
