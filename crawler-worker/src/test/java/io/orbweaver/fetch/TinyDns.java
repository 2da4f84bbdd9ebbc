package io.orbweaver.fetch;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS server on loopback that knows a few names (RFC 1035), and is silent or refuses on request. */
final class TinyDns implements AutoCloseable {
    private static final int TYPE_A = 1;
    private static final int TYPE_AAAA = 28;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    volatile int ttl = 60;
    volatile int silentFor;

    TinyDns() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    TinyDns know(String name, String... addresses) {
        names.put(name, List.of(addresses));
        return this;
    }

    String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Type and name of each question, in order of arrival. */
    List<String> questions() {
        return questions;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                if (silentFor > 0) {
                    silentFor--;
                } else {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        int type = query.getShort();
        query.getShort();
        int questionEnd = query.position();
        questions.add((type == TYPE_A ? "A " : "AAAA ") + name);

        List<String> known = names.get(name.toString());
        List<byte[]> found = new ArrayList<>();
        for (String address : known == null ? List.<String>of() : known) {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length == (type == TYPE_AAAA ? 16 : 4)) {
                found.add(bytes);
            }
        }
        ByteBuffer out = ByteBuffer.allocate(1500);
        int noSuchName = known == null ? 3 : 0;
        out.putShort(id).putShort((short) (0x8180 | noSuchName)).putShort((short) 1);
        out.putShort((short) found.size()).putShort((short) 0).putShort((short) 0);
        out.put(query.array(), 12, questionEnd - 12);
        for (byte[] address : found) {
            out.putShort((short) 0xc00c)
                    .putShort((short) type)
                    .putShort((short) 1)
                    .putInt(ttl);
            out.putShort((short) address.length).put(address);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
