package io.orbweaver.app;

import java.util.List;

/**
 * What was asked for cannot be done as it was asked. Each problem is one sentence for the user that says what to do; the
 * command ends with exit code 2, and nothing was touched.
 */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    // Not a List: only serializable types may be fields of an exception.
    private final String[] problems;

    public UsageException(String problem) {
        this(List.of(problem));
    }

    public UsageException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = problems.toArray(String[]::new);
    }

    public List<String> problems() {
        return List.of(problems);
    }
}
