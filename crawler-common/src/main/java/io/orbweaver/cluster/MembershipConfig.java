package io.orbweaver.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How Hazelcast is set up: membership and the addresses of the event bus, and nothing besides. */
final class MembershipConfig {
    /** Where Vert.x looks for its own name of a member. */
    private static final String VERTX_NODE_ID = "__vertx.nodeId";

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.diagnostics.enabled", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
            // The node itself ends what it began, in its own order.
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            // As when all end at once, and nobody is there to take over.
            Map.entry("hazelcast.graceful.shutdown.max.wait", "2"),
            // Only addresses that answer are joined, one node begins the cluster: there is nobody to wait for.
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.join.seconds", "20"),
            Map.entry("hazelcast.tcp.join.port.try.count", "1"),
            // A member that is frozen or cut off is removed after this; one that died, as soon as its connection ends.
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "8"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
            Map.entry("hazelcast.operation.call.timeout.millis", "15000"),
            // What is kept there are a few hundred bytes per node: each partition and thread more is only start time.
            Map.entry("hazelcast.partition.count", "31"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.socket.bind.any", "false"));

    private MembershipConfig() {}

    /** @param members the only addresses that are tried now */
    static Config of(JoinSettings settings, List<Endpoint> members) {
        Config config = new Config();
        PROPERTIES.forEach(config::setProperty);
        config.setProperty("hazelcast.local.localAddress", settings.bindHost());
        config.setInstanceName(settings.nodeId() + "-" + UUID.randomUUID());
        config.setClusterName(settings.cluster().name());
        config.setClassLoader(MembershipConfig.class.getClassLoader());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getManagementCenterConfig().setScriptingEnabled(false);
        network(config.getNetworkConfig(), settings, members);
        config.getSerializationConfig().setJavaSerializationFilterConfig(javaSerialization());
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        MemberNames.write(settings.self(), config.getMemberAttributeConfig());
        config.getMemberAttributeConfig()
                .setAttribute(VERTX_NODE_ID, UUID.randomUUID().toString());
        return config;
    }

    private static void network(NetworkConfig network, JoinSettings settings, List<Endpoint> members) {
        network.setPort(settings.cluster().port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.setPublicAddress(settings.self().address().toString());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        lookFor(join.getTcpIpConfig(), members);
    }

    static void lookFor(TcpIpConfig tcp, List<Endpoint> members) {
        tcp.setMembers(members.stream().map(Endpoint::toString).toList());
    }

    /** Objects of other packages are not read, whoever sends them. */
    private static JavaSerializationFilterConfig javaSerialization() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("java.lang.", "java.util.", "com.hazelcast.", "io.vertx.", "[");
        return filter;
    }
}
