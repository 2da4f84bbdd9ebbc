package io.orbweaver.json;

import io.orbweaver.config.Problem;
import java.util.List;

/** A document is not what was asked for. Carries all that is wrong, each under its JSON pointer (RFC 6901). */
public final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem[] problems;

    public InvalidJsonException(List<Problem> problems) {
        super(problems.size() + " problems, the first: " + problems.getFirst());
        this.problems = problems.toArray(new Problem[0]);
    }

    /** Returns at least one problem. */
    public List<Problem> problems() {
        return List.of(problems);
    }
}
