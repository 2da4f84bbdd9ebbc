package io.orbweaver.node;

import io.orbweaver.config.Version;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;

/** Says who is one of the cluster's. Thread-safe. */
final class Greeter {
    private final String cluster;
    private final int shards;

    /** @param cluster the id of the cluster */
    Greeter(String cluster, int shards) {
        this.cluster = cluster;
        this.shards = shards;
    }

    HelloReply answer(Hello hello) {
        if (!hello.version().equals(Version.text())) {
            return new HelloReply.Refused(
                    "The scheduler runs version " + Version.text() + " and this node " + hello.version()
                            + ": all nodes of a cluster run the same version.",
                    false);
        }
        if (!hello.cluster().isEmpty() && !hello.cluster().equals(cluster)) {
            return new HelloReply.Refused(
                    "The scheduler's cluster has the id " + cluster
                            + ", and the data directory of this node belongs to "
                            + hello.cluster()
                            + ": point this node to its own cluster (cluster.members, cluster.name), or"
                            + " give it an empty data directory (node.data).",
                    false);
        }
        return new HelloReply.Welcome(cluster, 0, shards);
    }
}
