package io.orbweaver.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a node listens.
 *
 * @param host a name or an address, without brackets
 */
public record Endpoint(String host, int port) {

    /** Reads {@code HOST} or {@code HOST:PORT}, where an IPv6 address stands in brackets. */
    public static Endpoint parse(String text, int standardPort) {
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && text.indexOf(']') < colon && text.indexOf(':') == colon || text.contains("]:");
        return port
                ? new Endpoint(bare(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)))
                : new Endpoint(bare(text), standardPort);
    }

    /** Returns a host without the brackets that an IPv6 address may stand in. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Asks for all addresses of the name; blocks. */
    List<Endpoint> resolved() throws UnknownHostException {
        List<Endpoint> all = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            all.add(new Endpoint(address.getHostAddress(), port));
        }
        return all;
    }

    /** Returns the address to connect to; only for one that {@link #resolved} gave, whose host is no name. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** Returns {@code HOST:PORT}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
