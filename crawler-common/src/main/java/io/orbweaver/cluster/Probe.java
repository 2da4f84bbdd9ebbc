package io.orbweaver.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which endpoints are listened on, all of them at once. Hazelcast is only told of those: each silent address
 * would cost it seconds.
 */
final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final int TIMEOUT_MILLIS = 800;
    /** More addresses than any cluster of this kind has nodes; the rest waits for the next look. */
    private static final int MOST = 1_000;

    private final String bindHost;
    private final String publicHost;
    private final int port;

    /** @param settings of this node, which is not to be found by itself */
    Probe(JoinSettings settings) {
        this.bindHost = settings.bindHost();
        this.publicHost = settings.publicHost();
        this.port = settings.cluster().port();
    }

    /** Returns those that take a connection, in their order; blocks for less than a second. */
    List<Endpoint> answering(Collection<Endpoint> endpoints) throws InterruptedException {
        List<Endpoint> asked = endpoints.stream()
                .filter(endpoint -> !self(endpoint))
                .limit(MOST)
                .toList();
        Set<Endpoint> found = ConcurrentHashMap.newKeySet();
        List<Thread> threads = asked.stream()
                .map(endpoint -> Thread.startVirtualThread(() -> {
                    if (answers(endpoint)) {
                        found.add(endpoint);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return asked.stream().filter(found::contains).toList();
    }

    private boolean answers(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(endpoint.address(), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            LOG.debug("{} does not answer: {}", endpoint, e.getMessage());
            return false;
        }
    }

    /** Whether this node listens there, or is about to. */
    private boolean self(Endpoint endpoint) {
        if (endpoint.port() != port) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(endpoint.host());
            InetAddress bound = InetAddress.getByName(bindHost);
            return address.equals(bound)
                    || address.equals(InetAddress.getByName(publicHost))
                    || bound.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            LOG.debug("{} cannot be compared with this node: {}", endpoint, e.getMessage());
            return false;
        }
    }
}
