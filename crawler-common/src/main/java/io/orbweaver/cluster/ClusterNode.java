package io.orbweaver.cluster;

/**
 * A node as the others see it.
 *
 * @param nodeId its name
 * @param storeId drawn at random with its data directory, which tells two directories of one name apart
 * @param clusterId the cluster its data directory belonged to when it joined; empty where it belonged to none
 * @param version of the program
 * @param http where it serves HTTP, as a URL
 * @param address of its membership protocol
 */
public record ClusterNode(
        Role role, String nodeId, String storeId, String clusterId, String version, String http, Endpoint address) {

    /** Names the node and where it is, for messages. */
    @Override
    public String toString() {
        return role.text() + " " + nodeId + " at " + address;
    }
}
