package io.orbweaver.cluster;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the local network where members of a cluster are. Nothing follows from an answer but an attempt to connect there.
 * The datagrams are {@code orbweaver who NAME} and {@code orbweaver here NAME HOST PORT}, in ASCII.
 */
final class MulticastQuery {
    static final String GROUP = "224.2.2.3";
    static final int PORT = 54_328;
    /** A longer datagram is none of ours. */
    static final int LONGEST = 512;

    private static final Logger LOG = LoggerFactory.getLogger(MulticastQuery.class);
    private static final int WAIT_MILLIS = 300;
    private static final int MOST_ANSWERS = 100;

    private MulticastQuery() {}

    /** Asks once and returns who answered within a third of a second; nobody where the network refuses. */
    static Set<Endpoint> ask(String cluster, String bindHost) {
        Set<Endpoint> found = new LinkedHashSet<>();
        try (MulticastSocket socket = new MulticastSocket(0)) {
            setInterface(socket, bindHost);
            byte[] question = question(cluster).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(question, question.length, new InetSocketAddress(GROUP, PORT)));
            long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
            for (int left = WAIT_MILLIS; left > 0 && found.size() < MOST_ANSWERS; left = millisUntil(end)) {
                socket.setSoTimeout(left);
                endpoint(receive(socket), cluster).ifPresent(found::add);
            }
        } catch (SocketTimeoutException e) {
            LOG.trace("no more answers");
        } catch (IOException e) {
            LOG.warn("The network cannot be asked by multicast from cluster.host {}: {}", bindHost, e.getMessage());
        }
        return found;
    }

    private static int millisUntil(long end) {
        return (int) ((end - System.nanoTime()) / 1_000_000L);
    }

    static String question(String cluster) {
        return "orbweaver who " + cluster;
    }

    static String answer(String cluster, Endpoint here) {
        return "orbweaver here " + cluster + " " + here.host() + " " + here.port();
    }

    static String receive(MulticastSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static Optional<Endpoint> endpoint(String answer, String cluster) {
        String[] words = answer.split(" ");
        if (words.length != 5 || !words[1].equals("here") || !words[2].equals(cluster)) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(words[4]);
            return port < 1 || port > 65_535
                    ? Optional.empty()
                    : new Endpoint(words[3], port).resolved().stream().findFirst();
        } catch (NumberFormatException | IOException e) {
            LOG.debug("an answer names no address: {}", e.getMessage());
            return Optional.empty();
        }
    }

    static void setInterface(MulticastSocket socket, String bindHost) throws IOException {
        NetworkInterface network = networkOf(bindHost);
        if (network != null) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        }
    }

    /** Returns the interface that the cluster is bound to; null where that is left to the system. */
    static @Nullable NetworkInterface networkOf(String bindHost) throws IOException {
        InetAddress bound = InetAddress.getByName(bindHost);
        if (bound.isAnyLocalAddress()) {
            return null;
        }
        NetworkInterface exact = NetworkInterface.getByInetAddress(bound);
        return exact == null && bound.isLoopbackAddress()
                ? NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                : exact;
    }
}
