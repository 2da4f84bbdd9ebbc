package io.orbweaver.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All that a node is configured with, checked. Immutable. */
public record NodeConfig(Node node, Http http, Cluster cluster, FetchConfig fetch, PolitenessConfig politeness) {

    /**
     * {@code node.*}.
     *
     * @param id empty: the host name, as it was when the data directory was first used
     * @param data the directory that holds everything the node keeps
     */
    public record Node(String id, Path data) {}

    /**
     * {@code http.*}: where REST, metrics and health are served.
     *
     * @param token the bearer token; empty where there is none
     * @param auth whether listening beyond loopback needs a token
     */
    public record Http(String host, int port, String token, Auth auth) {
        /** Leaves the token out, for logs. */
        @Override
        public String toString() {
            return "Http[" + host + ":" + port + ", auth " + (token.isEmpty() ? auth : "by token") + "]";
        }
    }

    /** {@code NONE}: the user wrote down that everybody who reaches the port may do everything. */
    public enum Auth {
        TOKEN,
        NONE
    }

    /**
     * {@code cluster.*}.
     *
     * @param host the address that the cluster ports are bound to
     * @param publicHost what others are told; empty where it is the same
     * @param members where to find others, HOST or HOST:PORT each; for {@code TCP}
     * @param serviceDns the name whose addresses are the members; for {@code KUBERNETES}
     * @param shards of the whole cluster, fixed when it is first started
     * @param lease a worker that cannot renew its shards for this long stops fetching from them
     */
    public record Cluster(
            String name,
            String host,
            String publicHost,
            int port,
            int eventBusPort,
            Join join,
            List<String> members,
            String serviceDns,
            int shards,
            Duration lease) {
        public Cluster {
            members = List.copyOf(members);
        }
    }

    /** How nodes find each other. {@code NONE}: there is only this process. */
    public enum Join {
        NONE,
        MULTICAST,
        TCP,
        KUBERNETES
    }
}
