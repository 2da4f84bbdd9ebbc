package io.orbweaver.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that no node starts with; carries everything that is wrong with it, not only the first thing. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem[] problems;

    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.toArray(new Problem[0]);
    }

    /** Returns at least one problem: the file's in its order, then the variables', the flags' and the values'. */
    public List<Problem> problems() {
        return List.of(problems);
    }
}
