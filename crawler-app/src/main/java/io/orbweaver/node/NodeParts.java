package io.orbweaver.node;

import io.orbweaver.app.OpenParts;

/** What a kind of node does. Called on the node's own thread, which may wait. */
interface NodeParts {
    /**
     * Does the node's part from now on, and returns once it is ready, or the membership is over.
     *
     * @param parts gets what is to be closed when the membership ends, before the cluster is left
     */
    void join(Membership membership, OpenParts parts) throws InterruptedException;
}
