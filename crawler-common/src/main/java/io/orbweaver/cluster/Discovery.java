package io.orbweaver.cluster;

import io.orbweaver.config.NodeConfig;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where other nodes may be. */
@FunctionalInterface
interface Discovery {
    /** Looks again; blocks for as long as a name server or the network lets it wait. */
    Set<Endpoint> look();

    static Discovery of(NodeConfig.Cluster cluster) {
        return switch (cluster.join()) {
            case NONE -> Set::of;
            case TCP -> named(cluster.members().stream(), cluster.port());
            case KUBERNETES -> named(Stream.of(cluster.serviceDns()), cluster.port());
            case MULTICAST -> () -> MulticastQuery.ask(cluster.name(), Endpoint.bare(cluster.host()));
        };
    }

    private static Discovery named(Stream<String> names, int port) {
        List<Endpoint> members = names.map(name -> Endpoint.parse(name, port)).toList();
        Logger log = LoggerFactory.getLogger(Discovery.class);
        return () -> {
            Set<Endpoint> all = new LinkedHashSet<>();
            for (Endpoint member : members) {
                try {
                    all.addAll(member.resolved());
                } catch (UnknownHostException e) {
                    // Names of nodes that do not run are unknown where containers are; they come later.
                    log.debug("{} has no address now", member.host());
                }
            }
            return all;
        };
    }
}
