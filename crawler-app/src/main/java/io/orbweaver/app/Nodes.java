package io.orbweaver.app;

/** Where the nodes of a cluster come from. Both refuse with all problems at once, and a data directory in use. */
public interface Nodes {
    /** Starts a scheduler in this process. */
    NodeSession scheduler(NodeOptions options) throws UsageException;

    /** Starts a worker in this process. */
    NodeSession worker(NodeOptions options) throws UsageException;
}
