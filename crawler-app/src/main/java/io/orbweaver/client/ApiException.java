package io.orbweaver.client;

import java.util.List;

/** The API did not do what it was asked for. Each line is for the user: what, where, and what to do about it. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    // Not a List: only serializable types may be fields of an exception.
    private final String[] lines;

    /** @param status of the answer, zero where there was none */
    ApiException(int status, List<String> lines) {
        super(String.join("\n", lines));
        this.status = status;
        this.lines = lines.toArray(String[]::new);
    }

    int status() {
        return status;
    }

    List<String> lines() {
        return List.of(lines);
    }
}
