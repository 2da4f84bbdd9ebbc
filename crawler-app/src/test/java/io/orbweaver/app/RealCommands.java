package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orbweaver.client.ClientCommands;
import io.orbweaver.demo.SyntheticWeb;
import io.orbweaver.embedded.EmbeddedCrawls;
import io.orbweaver.embedded.StoredExplanations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Runs commands in this process, with everything behind them that users have. */
final class RealCommands {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final Map<String, String> environment;

    RealCommands() {
        this(Map.of());
    }

    RealCommands(Map<String, String> environment) {
        this.environment = environment;
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                new EmbeddedCrawls(),
                new NoNodes(),
                new StoredExplanations(),
                new ClientCommands(),
                new LoadedConfigs(environment),
                new SyntheticWeb(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                "orbweaver");
        return Main.run(surroundings, arguments);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
