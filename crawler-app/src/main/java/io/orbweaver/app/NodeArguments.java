package io.orbweaver.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be written behind the commands that run a node. */
final class NodeArguments {
    @Option(names = "--config", paramLabel = "FILE", description = "The YAML file; variables ORBWEAVER_… go over it.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One key of the configuration, over file and variables. Repeatable.")
    private List<String> settings = new ArrayList<>();

    NodeOptions options() {
        return new NodeOptions(config, settings);
    }
}
