package io.orbweaver.cluster;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who ask by multicast where this member is, on a thread of its own, until it is closed. */
final class MulticastAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastAnswers.class);

    private final MulticastSocket socket;
    private final String question;
    private final byte[] answer;

    private MulticastAnswers(MulticastSocket socket, String cluster, Endpoint here) {
        this.socket = socket;
        this.question = MulticastQuery.question(cluster);
        this.answer = MulticastQuery.answer(cluster, here).getBytes(StandardCharsets.US_ASCII);
    }

    static MulticastAnswers start(String cluster, String bindHost, Endpoint here) throws IOException {
        MulticastSocket socket = new MulticastSocket(MulticastQuery.PORT);
        boolean joined = false;
        try {
            socket.joinGroup(
                    new InetSocketAddress(InetAddress.getByName(MulticastQuery.GROUP), MulticastQuery.PORT),
                    MulticastQuery.networkOf(bindHost));
            joined = true;
        } finally {
            if (!joined) {
                socket.close();
            }
        }
        MulticastAnswers answers = new MulticastAnswers(socket, cluster, here);
        Thread.ofPlatform().daemon().name("multicast-answers").start(answers::run);
        return answers;
    }

    private void run() {
        try {
            while (true) {
                DatagramPacket asked = new DatagramPacket(new byte[MulticastQuery.LONGEST], MulticastQuery.LONGEST);
                socket.receive(asked);
                String text = new String(asked.getData(), 0, asked.getLength(), StandardCharsets.US_ASCII);
                if (text.equals(question)) {
                    answer(asked);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                LOG.warn("Nodes that look for this one by multicast find it no more: {}", e.getMessage());
            }
        }
    }

    private void answer(DatagramPacket asked) {
        try {
            socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
        } catch (IOException e) {
            LOG.debug("{} asked where this node is and gets no answer: {}", asked.getSocketAddress(), e.getMessage());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
