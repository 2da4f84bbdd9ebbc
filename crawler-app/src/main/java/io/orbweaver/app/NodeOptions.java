package io.orbweaver.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is started with.
 *
 * @param config null: only defaults, variables and {@code settings}
 * @param settings {@code key=value} each; a later one wins
 */
public record NodeOptions(@Nullable Path config, List<String> settings) {
    public NodeOptions {
        settings = List.copyOf(settings);
    }
}
