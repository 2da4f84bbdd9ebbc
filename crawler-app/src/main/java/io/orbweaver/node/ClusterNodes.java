package io.orbweaver.node;

import io.orbweaver.app.NodeOptions;
import io.orbweaver.app.NodeSession;
import io.orbweaver.app.Nodes;
import io.orbweaver.app.UsageException;
import io.orbweaver.cluster.Role;
import io.orbweaver.config.ConfigException;
import io.orbweaver.config.ConfigLoader;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.config.Problem;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.DataDirectoryException;
import io.orbweaver.store.DirectoryOwner;
import io.orbweaver.store.DirectoryUse;
import java.security.Security;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts nodes in this process. What is wrong with their configuration is found before anything is touched. */
public final class ClusterNodes implements Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNodes.class);

    private final Map<String, String> environment;

    /** Takes the variables of this process. */
    public ClusterNodes() {
        this(System.getenv());
    }

    ClusterNodes(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public NodeSession scheduler(NodeOptions options) throws UsageException {
        return start(Role.SCHEDULER, load(options));
    }

    @Override
    public NodeSession worker(NodeOptions options) throws UsageException {
        NodeConfig config = load(options);
        if (config.cluster().join() == NodeConfig.Join.NONE) {
            throw new UsageException("cluster.join: is none, and a worker needs a cluster to join: set it to tcp and"
                    + " cluster.members to where the scheduler is, or to multicast or kubernetes. For a crawl in one"
                    + " process there is 'orbweaver crawl'.");
        }
        return start(Role.WORKER, config);
    }

    private NodeConfig load(NodeOptions options) throws UsageException {
        try {
            ConfigLoader.Loaded loaded = ConfigLoader.load(options.config(), environment, options.settings());
            loaded.problems().forEach(doubt -> LOG.warn("{}", doubt));
            return loaded.config();
        } catch (ConfigException e) {
            throw new UsageException(
                    e.problems().stream().map(Problem::toString).toList());
        }
    }

    private NodeSession start(Role role, NodeConfig config) throws UsageException {
        // Names of nodes come and go with them: an answer that a name has no address is soon wrong.
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        String id = config.node().id();
        DirectoryOwner owner = new DirectoryOwner(
                role == Role.SCHEDULER ? DirectoryUse.SCHEDULER : DirectoryUse.WORKER,
                id.isEmpty() ? null : id,
                HostName.of(environment));
        try {
            DataDirectory directory = DataDirectory.openAs(owner, config.node().data());
            return NodeProcess.start(role, config, directory);
        } catch (DataDirectoryException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
