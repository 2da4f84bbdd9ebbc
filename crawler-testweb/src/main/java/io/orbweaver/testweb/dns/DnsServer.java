package io.orbweaver.testweb.dns;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authoritative name server over UDP. Queries are answered on one event loop; counts may be read from any thread.
 * Datagrams that are no query with one question are dropped.
 */
public final class DnsServer {
    private final DatagramSocket socket;
    private final Function<String, @Nullable NameRule> rules;
    private final int ttlSeconds;
    private final Map<String, AtomicInteger> queries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    private DnsServer(DatagramSocket socket, Function<String, @Nullable NameRule> rules, Duration ttl) {
        this.socket = socket;
        this.rules = rules;
        this.ttlSeconds = Math.toIntExact(ttl.toSeconds());
    }

    /**
     * Listens on an address and UDP port, where zero stands for any free one.
     *
     * @param rules by name in lower case; null for names that do not exist
     */
    public static Future<DnsServer> start(
            Vertx vertx, String address, int port, Duration ttl, Function<String, @Nullable NameRule> rules) {
        DatagramSocket socket = vertx.createDatagramSocket();
        DnsServer server = new DnsServer(socket, rules, ttl);
        socket.handler(server::receive);
        return socket.listen(port, address).map(server);
    }

    /** Returns where to ask, as {@code ADDRESS:PORT}. */
    public String address() {
        return socket.localAddress().hostAddress() + ":" + socket.localAddress().port();
    }

    /** Returns how many queries of any type came for a name, given in lower case. */
    public int queries(String name) {
        AtomicInteger count = queries.get(name);
        return count == null ? 0 : count.get();
    }

    public Future<Void> close() {
        return socket.close();
    }

    private void receive(DatagramPacket packet) {
        DnsMessage query = DnsMessage.parse(packet.data());
        if (query == null) {
            return;
        }
        queries.computeIfAbsent(query.name(), name -> new AtomicInteger()).incrementAndGet();
        Buffer answer = answer(query);
        if (answer != null) {
            socket.send(answer, packet.sender().port(), packet.sender().hostAddress());
        }
    }

    private @Nullable Buffer answer(DnsMessage query) {
        NameRule rule = rules.apply(query.name());
        NameRule.Kind kind = rule == null ? NameRule.Kind.UNKNOWN_NAME : rule.kind();
        return switch (kind) {
            case SILENT -> null;
            case SERVER_FAILURE -> query.answer(DnsMessage.SERVER_FAILURE, List.of(), ttlSeconds);
            case UNKNOWN_NAME -> query.answer(DnsMessage.UNKNOWN_NAME, List.of(), ttlSeconds);
            case ADDRESSES -> query.answer(DnsMessage.NO_ERROR, addresses(query, rule), ttlSeconds);
            case CHANGING -> query.answer(DnsMessage.NO_ERROR, next(query, addresses(query, rule)), ttlSeconds);
        };
    }

    private static List<byte[]> addresses(DnsMessage query, @Nullable NameRule rule) {
        int length = switch (query.type()) {
            case DnsMessage.TYPE_A -> 4;
            case DnsMessage.TYPE_AAAA -> 16;
            default -> -1;
        };
        List<String> literals = rule == null ? List.of() : rule.addresses();
        return literals.stream()
                .map(NetUtil::createByteArrayFromIpAddressString)
                .filter(address -> address.length == length)
                .toList();
    }

    private List<byte[]> next(DnsMessage query, List<byte[]> addresses) {
        if (addresses.isEmpty()) {
            return addresses;
        }
        int turn = turns.computeIfAbsent(query.name() + "/" + query.type(), key -> new AtomicInteger())
                .getAndIncrement();
        return List.of(addresses.get(Math.min(turn, addresses.size() - 1)));
    }
}
