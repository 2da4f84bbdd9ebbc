package io.orbweaver.simulation;

/** Moments at which a death hurts most. */
enum CrashPoint {
    ANY_TIME,
    /** Links have arrived and are not durable. */
    LINKS_ARRIVED,
    /** A commit is under way. */
    COMMIT_BEGUN,
    /** A commit is durable and nobody has heard of it. */
    COMMIT_DONE,
    /** The scheduler has answered. */
    ORDERED,
    /** No death: the worker is asked to stop, finishes what it has begun, and comes back. */
    ASKED_TO_STOP
}
