package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orbweaver.app.ApiArguments;
import io.orbweaver.app.LoadedConfigs;
import io.orbweaver.app.Main;
import io.orbweaver.app.RemoteCommands;
import io.orbweaver.app.Surroundings;
import io.orbweaver.demo.SyntheticWeb;
import io.orbweaver.embedded.EmbeddedCrawls;
import io.orbweaver.embedded.StoredExplanations;
import io.orbweaver.node.ClusterNodes;
import io.orbweaver.terminal.Screen;
import io.orbweaver.terminal.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this process, on a terminal or off it, as the program does. */
final class ClientRun {
    private static final String ESCAPE = "\u001b";

    /** Whether the streams are a terminal with colours. */
    boolean terminal;
    /** What the user types. */
    String typed = "";

    private final Map<String, String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    ClientRun(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                new EmbeddedCrawls(),
                new ClusterNodes(),
                new StoredExplanations(),
                new Remote(),
                new LoadedConfigs(),
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

    byte[] outBytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(UTF_8);
    }

    /** Whether anything but text and line ends came out. */
    boolean steered() {
        return (out() + err()).contains(ESCAPE);
    }

    private final class Remote implements RemoteCommands {
        private Console console(Surroundings surroundings) {
            return new Console(surroundings, new ByteArrayInputStream(typed.getBytes(UTF_8)), new Ends());
        }

        @Override
        public void addTo(CommandLine program, Surroundings surroundings) {
            ClientCommands.addTo(program, console(surroundings));
        }

        @Override
        public int explain(Surroundings surroundings, ApiArguments api, String crawl, String url) {
            return ClientCommands.explain(console(surroundings), api, crawl, url);
        }
    }

    private final class Ends implements Console.Terminal {
        @Override
        public boolean in() {
            return terminal;
        }

        @Override
        public boolean out() {
            return terminal;
        }

        @Override
        public Style outputStyle() {
            return terminal ? new Style(false, true, true, 80) : Style.plain();
        }

        @Override
        public Screen errorScreen() {
            return terminal ? Screen.of(new Style(true, true, true, 80)) : Screen.none();
        }
    }
}
