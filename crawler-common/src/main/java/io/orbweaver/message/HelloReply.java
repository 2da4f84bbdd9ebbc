package io.orbweaver.message;

/** What the scheduler says to a worker that introduces itself. It is on its disk before it is sent. */
public sealed interface HelloReply {

    /**
     * The worker belongs to the cluster.
     *
     * @param epoch of this process: higher than every one before, and nobody else's
     * @param shards of the whole cluster
     */
    record Welcome(String clusterId, long epoch, int shards) implements HelloReply {}

    /** It does not, as {@code why} says to people. {@code later}: asking again may help. */
    record Refused(String why, boolean later) implements HelloReply {}
}
