package io.orbweaver.app;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.Version;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.url.Url;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code orbweaver}: finds the command that was asked for and ends with its exit code. */
@Command(
        name = "orbweaver",
        description = "A polite, asynchronous web crawler.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with 'orbweaver demo', or 'orbweaver crawl https://example.com/'.",
            "'orbweaver COMMAND --help' says more about a command."
        })
public final class Main implements Callable<Integer> {
    private final PrintStream err;

    @Spec
    private @Nullable CommandSpec self;

    private Main(PrintStream err) {
        this.err = err;
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = new Surroundings(
                ServiceLoader.load(CrawlSessions.class).findFirst().orElseGet(Missing::new),
                ServiceLoader.load(Nodes.class).findFirst().orElseGet(Missing::new),
                ServiceLoader.load(Explanations.class).findFirst().orElseGet(Missing::new),
                ServiceLoader.load(RemoteCommands.class).findFirst().orElseGet(Missing::new),
                ServiceLoader.load(ConfigFiles.class).findFirst().orElseGet(Missing::new),
                ServiceLoader.load(DemoWeb.Starter.class).findFirst().orElseGet(Missing::new),
                System.out,
                System.err,
                System.getenv(),
                System.getProperty("orbweaver.command", "orbweaver"));
        System.exit(run(surroundings, arguments));
    }

    /** Runs one command and returns its exit code; never ends the process. */
    public static int run(Surroundings surroundings, String... arguments) {
        CommandLine line = new CommandLine(new Main(surroundings.err()))
                .addSubcommand(new CrawlCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new SchedulerCommand(surroundings))
                .addSubcommand(new WorkerCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new CheckConfigCommand(surroundings))
                .addSubcommand(new SyntheticWebCommand(surroundings));
        surroundings.remote().addTo(line, surroundings);
        addHelp(line);
        line.setOut(new PrintWriter(surroundings.out(), true));
        line.setErr(new PrintWriter(surroundings.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setAbbreviatedOptionsAllowed(false);
        line.setParameterExceptionHandler((problem, given) -> misused(surroundings, problem, given));
        line.setExecutionExceptionHandler((problem, command, result) -> {
            String message = problem.getMessage();
            surroundings
                    .err()
                    .println("orbweaver: "
                            + (message == null ? problem.getClass().getSimpleName() : message));
            return ExitCode.FAILED;
        });
        return line.execute(arguments);
    }

    private static void addHelp(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            addHelp(command);
        }
    }

    private static int misused(Surroundings surroundings, ParameterException problem, String[] given) {
        CommandLine command = problem.getCommandLine();
        String twice = problem instanceof MaxValuesExceededException ? givenTwice(command, given) : null;
        surroundings.err().println("orbweaver: " + (twice == null ? problem.getMessage() : twice));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(surroundings.err(), true));
        surroundings.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_USAGE;
    }

    /** What is said of that otherwise names every option of the group. */
    private static @Nullable String givenTwice(CommandLine command, String[] given) {
        Set<CommandLine.Model.OptionSpec> seen = new HashSet<>();
        for (String argument : given) {
            String name = argument.split("=", 2)[0];
            CommandLine.Model.OptionSpec option = command.getCommandSpec().findOption(name);
            if (option != null && !option.isMultiValue() && !seen.add(option)) {
                return name + " is given twice: give it once.";
            }
        }
        return null;
    }

    /** Without a command: says which there are. */
    @Override
    public Integer call() {
        Objects.requireNonNull(self).commandLine().usage(err);
        return ExitCode.BAD_USAGE;
    }

    /** Says which build this is. */
    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"orbweaver " + Version.text()};
        }
    }

    /** What this build was put together without; says so instead of failing in the middle. */
    private static final class Missing
            implements CrawlSessions, Nodes, Explanations, RemoteCommands, ConfigFiles, DemoWeb.Starter {
        private static UsageException missing(String what) {
            return new UsageException("This build has no " + what + ": use a complete release.");
        }

        @Override
        public CrawlSession start(CrawlOptions options) throws UsageException {
            throw missing("crawl engine");
        }

        @Override
        public CrawlSession resume(CrawlOptions options) throws UsageException {
            throw missing("crawl engine");
        }

        @Override
        public NodeSession scheduler(NodeOptions options) throws UsageException {
            throw missing("cluster");
        }

        @Override
        public NodeSession worker(NodeOptions options) throws UsageException {
            throw missing("cluster");
        }

        @Override
        public Explanation explain(Path data, PolitenessConfig politeness, Url url) throws UsageException {
            throw missing("crawl engine");
        }

        @Override
        public void addTo(CommandLine program, Surroundings surroundings) {
            // Commands that are not there are unknown ones.
        }

        @Override
        public int explain(Surroundings surroundings, ApiArguments api, String crawl, String url) {
            return surroundings.refuse(missing("client"));
        }

        @Override
        public NodeSettings read(@Nullable Path file) throws UsageException {
            throw missing("reader for configuration files");
        }

        @Override
        public Findings check(Path file) {
            return new Findings(missing("reader for configuration files").problems(), List.of());
        }

        @Override
        public DemoWeb start(int hosts, int pagesPerHost, DemoWeb.Place place) throws UsageException {
            throw missing("synthetic web");
        }
    }
}
