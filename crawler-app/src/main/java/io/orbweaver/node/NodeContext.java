package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.http.Health;
import io.orbweaver.http.NodeServer;
import io.orbweaver.metrics.NodeMetrics;
import io.orbweaver.store.DataDirectory;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * What the parts of a node find in their process; it outlives every membership.
 *
 * @param vertx of the server
 * @param server where routes are mounted
 * @param httpUrl where the server is
 * @param health what has to hold for the node to be ready
 * @param metrics what the server shows
 * @param machine how the disk is
 * @param parts gets what is to be closed when the process ends
 * @param broke ends the process with this failure
 */
record NodeContext(
        NodeConfig config,
        DataDirectory directory,
        Vertx vertx,
        NodeServer server,
        String httpUrl,
        Health health,
        NodeMetrics metrics,
        MachineHealth machine,
        OpenParts parts,
        Consumer<Throwable> broke) {}
