package io.orbweaver.cluster;

import io.orbweaver.config.NodeConfig;
import java.util.List;

/**
 * What a node joins with.
 *
 * @param cluster where and how
 * @param role whether it may begin a cluster
 * @param nodeId its name
 * @param storeId of its data directory
 * @param clusterId of its data directory; empty where it belongs to no cluster yet
 * @param version of the program; all nodes of a cluster have the same
 * @param http where it serves HTTP, as a URL
 * @param known where nodes were when this one last ran, looked for besides those of the configuration
 */
public record JoinSettings(
        NodeConfig.Cluster cluster,
        Role role,
        String nodeId,
        String storeId,
        String clusterId,
        String version,
        String http,
        List<Endpoint> known) {
    public JoinSettings {
        known = List.copyOf(known);
    }

    String bindHost() {
        return Endpoint.bare(cluster.host());
    }

    String publicHost() {
        return Endpoint.bare(cluster.publicHost().isEmpty() ? cluster.host() : cluster.publicHost());
    }

    /** What this node is to others. */
    ClusterNode self() {
        return new ClusterNode(
                role, nodeId, storeId, clusterId, version, http, new Endpoint(publicHost(), cluster.port()));
    }
}
