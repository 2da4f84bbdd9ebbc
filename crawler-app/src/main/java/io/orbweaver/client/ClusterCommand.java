package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orbweaver cluster}: nodes and shards, and what becomes of them. */
@Command(
        name = "cluster",
        description = "Shows the nodes and shards of a running cluster.",
        sortOptions = false,
        synopsisSubcommandLabel = "[drain NODE | lost NODE]")
final class ClusterCommand extends RemoteCommand {

    ClusterCommand(Console console) {
        super(console);
    }

    /** Returns it with its own commands. */
    static CommandLine all(Console console) {
        return new CommandLine(new ClusterCommand(console))
                .addSubcommand(new Drain(console))
                .addSubcommand(new Lost(console));
    }

    @Override
    int run(Api api) throws ApiException {
        show(this, api, api.get("/cluster"));
        return ExitCode.DONE;
    }

    private static void show(RemoteCommand command, Api api, byte[] answer) throws ApiException {
        if (command.json()) {
            command.print(answer);
        } else {
            new ClusterText(read(api, answer), command.console.terminal().outputStyle())
                    .lines()
                    .forEach(command.console.out()::println);
        }
    }

    /** A command that does something to a node, and shows what the cluster is like then. */
    private abstract static class OfNode extends RemoteCommand {
        @Parameters(paramLabel = "NODE", description = "The node's id, as 'orbweaver cluster' shows it.")
        private String node = "";

        OfNode(Console console) {
            super(console);
        }

        @Override
        String whatThereIs() {
            return "cluster";
        }

        final String node() {
            return node;
        }

        final void post(Api api, String verb) throws ApiException, UsageException {
            show(this, api, api.send("POST", "/cluster/nodes/" + part(node) + "/" + verb, null));
        }
    }

    /** Empties a worker. */
    @Command(
            name = "drain",
            description = "Moves all shards of a worker to others; nothing is lost. Returns at once.",
            sortOptions = false)
    private static final class Drain extends OfNode {
        Drain(Console console) {
            super(console);
        }

        @Override
        int run(Api api) throws ApiException, UsageException {
            post(api, "drain");
            return ExitCode.DONE;
        }
    }

    /** Gives a worker up. */
    @Command(
            name = "lost",
            description = "Declares a worker that is away gone for good: its shards start empty elsewhere.",
            sortOptions = false)
    private static final class Lost extends OfNode {
        private static final int MOST_TYPED = 1_000;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        Lost(Console console) {
            super(console);
        }

        @Override
        int run(Api api) throws ApiException, UsageException, IOException {
            if (!yes && !agreed()) {
                console.say("Nothing was changed.");
                return ExitCode.FAILED;
            }
            post(api, "lost");
            return ExitCode.DONE;
        }

        private boolean agreed() throws UsageException, IOException {
            if (!console.terminal().in()) {
                throw new UsageException(
                        "cluster lost gives up for good what " + node() + " has fetched and queued: add --yes.");
            }
            console.err()
                    .print("What " + node() + " has fetched and queued is given up for good, even if it comes back."
                            + " Type its name to go on: ");
            console.err().flush();
            StringBuilder typed = new StringBuilder();
            InputStreamReader in = new InputStreamReader(console.in(), StandardCharsets.UTF_8);
            for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
                if (typed.length() < MOST_TYPED) {
                    typed.append((char) letter);
                }
            }
            return typed.toString().strip().equals(node());
        }
    }
}
