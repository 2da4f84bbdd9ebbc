package io.orbweaver.cluster;

import java.util.Collection;
import java.util.Optional;

/** Who may be in one cluster with whom. Pure. */
final class JoinRules {
    private JoinRules() {}

    /** What forbids a node to be there. */
    sealed interface Objection {
        String text();
    }

    /** It will not go away by waiting. */
    record Lasting(String text) implements Objection {}

    /** It may be the trace of this node's last run, which is forgotten soon. */
    record Passing(String text) implements Objection {}

    /** Returns the first objection to {@code self} being in a cluster with the others. */
    static Optional<Objection> objection(ClusterNode self, Collection<ClusterNode> others) {
        return others.stream()
                .flatMap(other -> objection(self, other).stream())
                .sorted((one, two) -> Boolean.compare(one instanceof Passing, two instanceof Passing))
                .findFirst();
    }

    private static Optional<Objection> objection(ClusterNode self, ClusterNode other) {
        if (!self.version().equals(other.version())) {
            return lasting("The " + other + " runs version " + other.version() + " and this node " + self.version()
                    + ": all nodes of a cluster run the same version; start this node with that one, or stop the"
                    + " others and start them with this one.");
        }
        boolean sameStore = self.storeId().equals(other.storeId());
        if (self.role() == Role.SCHEDULER && other.role() == Role.SCHEDULER) {
            String text = "The " + other + " is alive, and a cluster has one scheduler: stop that one first, or start"
                    + " this node with another cluster.name.";
            return Optional.of(sameStore ? new Passing(text) : new Lasting(text));
        }
        if (!self.clusterId().isEmpty()
                && !other.clusterId().isEmpty()
                && !self.clusterId().equals(other.clusterId())) {
            return lasting("The " + other + " belongs to the cluster with the id " + other.clusterId()
                    + ", and the data directory of this node to " + self.clusterId()
                    + ": point this node to its own cluster (cluster.members, cluster.name), or give it an empty"
                    + " data directory (node.data).");
        }
        if (self.nodeId().equals(other.nodeId())) {
            String text = "The " + other + " is alive and has the name of this node: give each node a node.id of its"
                    + " own, or stop that one.";
            return Optional.of(sameStore ? new Passing(text) : new Lasting(text));
        }
        return Optional.empty();
    }

    private static Optional<Objection> lasting(String text) {
        return Optional.of(new Lasting(text));
    }
}
