package io.orbweaver.node;

import io.orbweaver.config.NodeConfig;
import io.orbweaver.http.Health;
import io.orbweaver.http.NodeServer;
import io.orbweaver.store.DataDirectory;
import java.util.function.Consumer;

/**
 * What the parts of a node find in their process; it outlives every membership.
 *
 * @param server where routes are mounted
 * @param health what has to hold for the node to be ready
 * @param broke ends the process with this failure
 */
record NodeContext(
        NodeConfig config, DataDirectory directory, NodeServer server, Health health, Consumer<Throwable> broke) {}
