package io.orbweaver.rest;

import java.util.List;

/** Why a request for what was crawled has no answer, as the user reads it: a problem of RFC 9457. */
final class ReadProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Invalid> errors;

    /** One parameter that is wrong. */
    record Invalid(String pointer, String detail) {}

    ReadProblem(int status, String detail) {
        this(status, detail, List.of());
    }

    ReadProblem(int status, String detail, List<Invalid> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    int status() {
        return status;
    }

    List<Invalid> errors() {
        return errors;
    }
}
