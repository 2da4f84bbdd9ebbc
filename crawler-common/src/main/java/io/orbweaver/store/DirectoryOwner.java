package io.orbweaver.store;

import org.jspecify.annotations.Nullable;

/**
 * Who opens a data directory.
 *
 * @param use what it must hold; null takes what it holds, or {@link DirectoryUse#CRAWL} when it is new
 * @param nodeId the node that it must belong to; null takes the one it belongs to
 * @param name what the node is named when the directory is new and {@code nodeId} is null; null draws a name at random
 */
public record DirectoryOwner(
        @Nullable DirectoryUse use,
        @Nullable String nodeId,
        @Nullable String name) {
    public DirectoryOwner {
        check(nodeId);
        check(name);
    }

    private static void check(@Nullable String name) {
        if (name != null && (name.isBlank() || !name.equals(name.strip()))) {
            throw new IllegalArgumentException("The name of a node needs letters, and no space around them.");
        }
    }
}
