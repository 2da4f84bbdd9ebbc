package io.orbweaver.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;

/** What members say of themselves, as attributes that Hazelcast carries. */
final class MemberNames {
    private static final String ROLE = "orbweaver.role";
    private static final String NODE = "orbweaver.node";
    private static final String STORE = "orbweaver.store";
    private static final String CLUSTER = "orbweaver.cluster";
    private static final String VERSION = "orbweaver.version";
    private static final String HTTP = "orbweaver.http";

    private MemberNames() {}

    static void write(ClusterNode node, MemberAttributeConfig attributes) {
        attributes
                .setAttribute(ROLE, node.role().name())
                .setAttribute(NODE, node.nodeId())
                .setAttribute(STORE, node.storeId())
                .setAttribute(CLUSTER, node.clusterId())
                .setAttribute(VERSION, node.version())
                .setAttribute(HTTP, node.http());
    }

    /** Reads a member; one that is none of ours has empty names and counts as a worker of another version. */
    static ClusterNode read(Member member) {
        boolean scheduler = Role.SCHEDULER.name().equals(member.getAttribute(ROLE));
        return new ClusterNode(
                scheduler ? Role.SCHEDULER : Role.WORKER,
                attribute(member, NODE),
                attribute(member, STORE),
                attribute(member, CLUSTER),
                attribute(member, VERSION),
                attribute(member, HTTP),
                new Endpoint(
                        Endpoint.bare(member.getAddress().getHost()),
                        member.getAddress().getPort()));
    }

    private static String attribute(Member member, String name) {
        String value = member.getAttribute(name);
        return value == null ? "" : value;
    }
}
