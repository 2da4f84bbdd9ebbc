package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import java.util.List;

/** A request is answered with a problem (RFC 9457) instead of what it asked for. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Problem[] errors;

    /** {@code detail}: a sentence for the user. */
    public ProblemException(int status, String detail) {
        this(status, detail, List.of());
    }

    /** {@code errors}: what is wrong with the input, each under its JSON pointer. */
    public ProblemException(int status, String detail, List<Problem> errors) {
        super(detail);
        this.status = status;
        this.errors = errors.toArray(new Problem[0]);
    }

    static ProblemException invalid(List<Problem> errors) {
        String many = errors.size() == 1 ? "One thing is" : errors.size() + " things are";
        return new ProblemException(400, many + " wrong with the request; see 'errors'.", errors);
    }

    int status() {
        return status;
    }

    List<Problem> errors() {
        return List.of(errors);
    }
}
