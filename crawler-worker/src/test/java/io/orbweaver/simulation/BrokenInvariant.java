package io.orbweaver.simulation;

/** A rule that must hold whatever happens did not. */
final class BrokenInvariant extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenInvariant(String message) {
        super(message);
    }
}
