package io.orbweaver.testweb;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Loopback addresses that follow each other, or one of another network. Immutable. */
final class Addresses {
    private final List<String> literals = new ArrayList<>();

    /** @throws IllegalArgumentException where the addresses pass 127.255.255.254 */
    Addresses(TestWebOptions options) {
        if (!options.firstAddress().startsWith("127.")) {
            literals.add(options.firstAddress());
            return;
        }
        String[] parts = options.firstAddress().split("\\.");
        int first = 0;
        for (String part : parts) {
            first = first << 8 | Integer.parseInt(part);
        }
        int count = Math.min(options.hosts(), options.addresses());
        if (first + count > 0x7FFFFFFF - 1 || first + count < 0) {
            throw new IllegalArgumentException(count + " addresses from " + options.firstAddress() + " are too many");
        }
        for (int address = first; address < first + count; address++) {
            literals.add((address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "."
                    + (address & 255));
        }
    }

    static boolean isIpv4(String text) {
        return NetUtil.isValidIpV4Address(text);
    }

    List<String> all() {
        return List.copyOf(literals);
    }

    String of(int host) {
        return literals.get(host % literals.size());
    }

    /** Returns the addresses that one of several event loops serves. */
    List<String> share(int loop, int loops) {
        List<String> share = new ArrayList<>();
        for (int i = loop; i < literals.size(); i += loops) {
            share.add(literals.get(i));
        }
        return share;
    }

    /** Returns a TCP port that is free on all addresses, or was a moment ago. */
    int freePort() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            int port = 0;
            for (String literal : literals) {
                ServerSocket socket = new ServerSocket();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getByName(literal), port));
                port = socket.getLocalPort();
            }
            return port;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
