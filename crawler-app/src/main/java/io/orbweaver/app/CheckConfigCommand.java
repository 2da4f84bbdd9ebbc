package io.orbweaver.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code orbweaver check-config}: says all problems of a configuration file at once. */
@Command(
        name = "check-config",
        description = "Says everything that is wrong with a configuration file, at once.",
        footer = {"", "Exit codes: 0 nothing is wrong, 2 something is."})
final class CheckConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The YAML file.")
    private Path file = Path.of("");

    CheckConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ConfigFiles.Findings found = surroundings.configs().check(file);
        found.problems().forEach(surroundings.err()::println);
        found.doubts().forEach(doubt -> surroundings.err().println("warning: " + doubt));
        if (!found.problems().isEmpty()) {
            return ExitCode.BAD_USAGE;
        }
        surroundings.out().println("ok");
        return ExitCode.DONE;
    }
}
