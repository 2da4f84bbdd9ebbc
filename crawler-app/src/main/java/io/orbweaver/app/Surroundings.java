package io.orbweaver.app;

import io.orbweaver.terminal.Screen;
import io.orbweaver.terminal.Style;
import java.io.PrintStream;
import java.util.Map;

/**
 * What the commands work with, handed in so that they can be driven without a process of their own.
 *
 * @param remote the commands that talk to a running cluster
 * @param out carries only what was asked for
 * @param err carries progress, summaries and messages
 * @param command how the user called this program, for commands that are shown
 */
public record Surroundings(
        CrawlSessions sessions,
        Nodes nodes,
        Explanations explanations,
        RemoteCommands remote,
        ConfigFiles configs,
        DemoWeb.Starter demo,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        String command) {

    /** What standard error can show. */
    public Screen screen() {
        // In tests and in programs that embed the commands, the stream is not that of the process.
        return err == System.err ? Screen.standardError(environment, err) : Screen.none();
    }

    /** What standard output can show. */
    public Style outputStyle() {
        return out == System.out ? Screen.standardOutput(environment, out) : Style.plain();
    }

    /** Says what was wrong with the usage, and returns the exit code for it. */
    public int refuse(UsageException refusal) {
        refusal.problems().forEach(problem -> err.println("orbweaver: " + problem));
        return ExitCode.BAD_USAGE;
    }
}
