package io.orbweaver.node;

import io.orbweaver.cluster.ClusterNode;
import io.orbweaver.cluster.Endpoint;
import io.orbweaver.cluster.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where workers were seen, kept in the data directory, so that a scheduler that starts again finds the cluster that lived
 * on without it. Thread-safe.
 */
final class KnownNodes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownNodes.class);
    private static final String FILE = "known-nodes.txt";
    /** The longest ago seen are forgotten first. */
    private static final int MOST = 256;

    private final Path file;
    private final Set<Endpoint> seen = new LinkedHashSet<>();

    /** Reads what an earlier run kept; what cannot be read is not known. */
    KnownNodes(Path directory, int standardPort) {
        this.file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try {
            Files.readAllLines(file).stream()
                    .limit(MOST)
                    .map(line -> Endpoint.parse(line, standardPort))
                    .forEach(seen::add);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read, the nodes in it are looked for no more: {}", file, e.getMessage());
        }
    }

    /** Returns all, those seen last first. */
    synchronized List<Endpoint> all() {
        return List.copyOf(seen).reversed();
    }

    synchronized void remember(List<ClusterNode> nodes) {
        boolean changed = false;
        for (ClusterNode node : nodes) {
            if (node.role() == Role.WORKER) {
                changed |= seen.add(node.address());
            }
        }
        if (changed) {
            while (seen.size() > MOST) {
                seen.remove(seen.iterator().next());
            }
            write();
        }
    }

    private void write() {
        Path unfinished = file.resolveSibling(FILE + ".part");
        try {
            Files.write(unfinished, seen.stream().map(Endpoint::toString).toList());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; a scheduler that starts again may not find this cluster: {}", file, e);
        }
    }
}
