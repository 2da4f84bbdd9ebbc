package io.orbweaver.app;

import io.orbweaver.config.ConfigException;
import io.orbweaver.config.ConfigLoader;
import io.orbweaver.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads configuration files as a node does, with the environment's variables over them. */
public final class LoadedConfigs implements ConfigFiles {
    private static final String MAX_WAIT = "fetch.max-wait";

    private final Map<String, String> environment;

    /** Takes the variables of this process. */
    public LoadedConfigs() {
        this(System.getenv());
    }

    LoadedConfigs(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public NodeSettings read(@Nullable Path file) throws UsageException {
        try {
            ConfigLoader.Loaded loaded = ConfigLoader.load(file, environment, List.of());
            return new NodeSettings(
                    loaded.config().fetch(),
                    loaded.config().politeness(),
                    loaded.written().contains(MAX_WAIT),
                    loaded.config().http().token());
        } catch (ConfigException e) {
            throw new UsageException(texts(e.problems()));
        }
    }

    @Override
    public Findings check(Path file) {
        try {
            return new Findings(
                    List.of(),
                    texts(ConfigLoader.load(file, environment, List.of()).problems()));
        } catch (ConfigException e) {
            return new Findings(texts(e.problems()), List.of());
        }
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
