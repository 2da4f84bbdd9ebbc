package io.orbweaver.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Makes the configuration from what was written, checking each value and what values mean together. */
final class ConfigAssembly {
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

    private final Settings settings;

    ConfigAssembly(Settings settings) {
        this.settings = settings;
    }

    /** Returns the configuration, with defaults in the place of what is wrong. */
    NodeConfig assemble() {
        NodeConfig config = new NodeConfig(
                new NodeConfig.Node(settings.get(Keys.NODE_ID), Path.of(settings.get(Keys.NODE_DATA))),
                new NodeConfig.Http(
                        settings.get(Keys.HTTP_HOST),
                        settings.get(Keys.HTTP_PORT),
                        settings.get(Keys.HTTP_TOKEN),
                        settings.get(Keys.HTTP_AUTH)),
                cluster(),
                fetch(),
                politeness());
        check(config.http());
        check(config.cluster(), config.http().port());
        return config;
    }

    private NodeConfig.Cluster cluster() {
        return new NodeConfig.Cluster(
                settings.get(Keys.CLUSTER_NAME),
                settings.get(Keys.CLUSTER_HOST),
                settings.get(Keys.CLUSTER_PUBLIC_HOST),
                settings.get(Keys.CLUSTER_PORT),
                settings.get(Keys.CLUSTER_EVENT_BUS_PORT),
                settings.get(Keys.CLUSTER_JOIN),
                settings.get(Keys.CLUSTER_MEMBERS),
                settings.get(Keys.CLUSTER_SERVICE_DNS),
                settings.get(Keys.CLUSTER_SHARDS),
                settings.get(Keys.CLUSTER_LEASE));
    }

    private FetchConfig fetch() {
        return new FetchConfig(
                settings.get(Keys.USER_AGENT),
                settings.get(Keys.CONTACT),
                settings.get(Keys.CONNECTIONS),
                settings.get(Keys.CONNECTIONS_PER_HOST),
                settings.get(Keys.CONNECTIONS_PER_ADDRESS),
                settings.get(Keys.CONNECT_TIMEOUT),
                settings.get(Keys.IDLE_TIMEOUT),
                settings.get(Keys.TOTAL_TIMEOUT),
                settings.get(Keys.KEEP_ALIVE),
                new FetchConfig.Dns(
                        settings.get(Keys.DNS_SERVERS),
                        settings.get(Keys.DNS_CACHE_TTL),
                        settings.get(Keys.DNS_NEGATIVE_TTL),
                        settings.get(Keys.DNS_TIMEOUT)),
                settings.get(Keys.MAX_BODY),
                Math.toIntExact(settings.get(Keys.MAX_HEADERS)),
                settings.get(Keys.MAX_REDIRECTS),
                settings.get(Keys.MAX_WAIT),
                settings.get(Keys.RETRIES),
                settings.get(Keys.HTTP2),
                settings.get(Keys.TLS_VERIFY),
                settings.get(Keys.ALLOW_PRIVATE),
                settings.get(Keys.PROXIES),
                new FetchConfig.Socket(
                        Math.toIntExact(settings.get(Keys.RECEIVE_BUFFER)),
                        Math.toIntExact(settings.get(Keys.SEND_BUFFER)),
                        settings.get(Keys.TCP_NO_DELAY),
                        settings.get(Keys.TCP_FAST_OPEN)));
    }

    private PolitenessConfig politeness() {
        PolitenessConfig.Defaults defaults = new PolitenessConfig.Defaults(
                settings.get(Keys.DELAY),
                settings.get(
                        settings.given(Keys.POLITE_CONNECTIONS) ? Keys.POLITE_CONNECTIONS : Keys.CONNECTIONS_PER_HOST),
                settings.get(Keys.ADAPTIVE),
                settings.get(Keys.ROBOTS),
                settings.get(Keys.MAX_CRAWL_DELAY));
        Map<String, PolitenessRule> domains = new LinkedHashMap<>();
        settings.patterns().forEach(pattern -> domains.put(pattern, rule(pattern)));
        return new PolitenessConfig(defaults, domains);
    }

    private PolitenessRule rule(String pattern) {
        return new PolitenessRule(
                settings.get(pattern, Keys.RULE_DELAY),
                settings.get(pattern, Keys.RULE_CONNECTIONS),
                settings.get(pattern, Keys.RULE_ADAPTIVE),
                settings.get(pattern, Keys.RULE_ROBOTS),
                settings.get(pattern, Keys.RULE_MAX_CRAWL_DELAY),
                settings.get(pattern, Keys.RULE_PAGES_PER_DAY),
                settings.get(pattern, Keys.RULE_WINDOW),
                settings.get(pattern, Keys.RULE_BLOCKED));
    }

    private void check(NodeConfig.Http http) {
        boolean loopback = LOOPBACK.contains(http.host()) || http.host().matches("127(\\.\\d{1,3}){3}");
        if (!loopback && http.token().isEmpty() && http.auth() == NodeConfig.Auth.TOKEN) {
            settings.problem(
                    Keys.HTTP_TOKEN,
                    "is needed to listen on " + http.host()
                            + ", which others can reach: set it, or write 'http.auth: none' to let everybody in");
        }
    }

    private void check(NodeConfig.Cluster cluster, int httpPort) {
        if (cluster.join() == NodeConfig.Join.TCP && cluster.members().isEmpty()) {
            settings.problem(Keys.CLUSTER_MEMBERS, "is needed by 'join: tcp': name at least one other node");
        }
        if (cluster.join() == NodeConfig.Join.KUBERNETES && cluster.serviceDns().isEmpty()) {
            settings.problem(Keys.CLUSTER_SERVICE_DNS, "is needed by 'join: kubernetes': name the headless service");
        }
        if (cluster.join() == NodeConfig.Join.NONE) {
            return;
        }
        if (ANY.contains(cluster.host()) && cluster.publicHost().isEmpty()) {
            settings.problem(
                    Keys.CLUSTER_PUBLIC_HOST,
                    "is needed where cluster.host is " + cluster.host() + ": write the address that others reach");
        }
        if (cluster.port() == httpPort) {
            settings.problem(Keys.CLUSTER_PORT, "is the same port as http.port: choose another");
        }
        if (cluster.eventBusPort() == httpPort || cluster.eventBusPort() == cluster.port()) {
            String other = cluster.eventBusPort() == httpPort ? "http.port" : "cluster.port";
            settings.problem(Keys.CLUSTER_EVENT_BUS_PORT, "is the same port as " + other + ": choose another");
        }
    }
}
