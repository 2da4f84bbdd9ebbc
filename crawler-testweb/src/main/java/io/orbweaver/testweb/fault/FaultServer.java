package io.orbweaver.testweb.fault;

import io.orbweaver.testweb.tls.ServerCertificate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that commits the {@link Fault} its path asks for; any other path gets 404. It speaks HTTP/1.1 over bare
 * sockets, for a well-behaved library cannot be made to misbehave enough, with a virtual thread for each connection.
 * Methods are safe from any thread.
 */
public final class FaultServer implements AutoCloseable {
    private static final int LONGEST_LINE = 64 << 10;

    private final FaultOptions options;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Fault, FaultHandler> handlers = new EnumMap<>(Fault.class);
    private final Map<Fault, AtomicLong> bytesSent = new EnumMap<>(Fault.class);
    private final List<FaultRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong brokenOff = new AtomicLong();

    private FaultServer(FaultOptions options) throws IOException {
        this.options = options;
        TimingFaults.addTo(handlers, options);
        FramingFaults.addTo(handlers, options);
        CodingFaults.addTo(handlers, options);
        BrotliFaults.addTo(handlers, options);
        ZstdFaults.addTo(handlers, options);
        StatusFaults.addTo(handlers, options);
        for (Fault fault : Fault.values()) {
            bytesSent.put(fault, new AtomicLong());
        }
        ServerCertificate certificate = options.certificate();
        InetAddress address = InetAddress.getByName(options.address());
        listener = certificate == null
                ? new ServerSocket(options.port(), 0, address)
                : certificate.context().getServerSocketFactory().createServerSocket(options.port(), 0, address);
    }

    /** @throws UncheckedIOException where the port is taken */
    public static FaultServer start(FaultOptions options) {
        try {
            FaultServer server = new FaultServer(options);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the IPv4 address, for a name server to give out. */
    public String address() {
        return options.address();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the URL of a fault, with the address for a host. */
    public String url(Fault fault) {
        return url(fault, options.address());
    }

    /** Returns the URL of a fault at a host name that leads here. */
    public String url(Fault fault, String host) {
        return (options.certificate() == null ? "http://" : "https://") + host + ":" + port() + fault.path();
    }

    /** Returns the requests for faults in the order they came. */
    public List<FaultRequest> requests() {
        return List.copyOf(requests);
    }

    public long requests(Fault fault) {
        return requests.stream().filter(request -> request.fault() == fault).count();
    }

    /** Returns how many bytes all responses of a fault handed to the socket, heads included. */
    public long bytesSent(Fault fault) {
        AtomicLong sent = bytesSent.get(fault);
        return sent == null ? 0 : sent.get();
    }

    public long connectionsAccepted() {
        return connections.get();
    }

    public int openConnections() {
        return open.size();
    }

    /** Returns how many connections the client left, or did not get secured, before the response was over. */
    public long connectionsBrokenOff() {
        return brokenOff.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                long number = connections.incrementAndGet();
                threads.execute(() -> serve(socket, number));
            } catch (IOException e) {
                // Closing the listener is how the server stops; anything else would make every test fail at once.
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket, long connection) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean more = true;
            while (more) {
                FaultRequest request = read(in, connection);
                more = request != null && answer(socket, request);
            }
        } catch (IOException e) {
            brokenOff.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** Returns whether the connection goes on. */
    private boolean answer(Socket socket, FaultRequest request) throws IOException, InterruptedException {
        Fault fault = request.fault();
        FaultHandler handler = handlers.get(fault);
        AtomicLong sent = bytesSent.get(fault);
        if (handler == null || sent == null) {
            throw new IllegalStateException("Nothing carries out " + fault);
        }
        requests.add(request);
        Exchange exchange = new Exchange(request, socket, sent);
        handler.answer(exchange);
        return !exchange.lastOne();
    }

    /** Returns the next request, or null where the client has closed. */
    private static @Nullable FaultRequest read(InputStream in, long connection) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] start = lines.getFirst().split(" ");
        if (start.length != 3) {
            throw new IOException("Not a request line: " + lines.getFirst());
        }
        return new FaultRequest(connection, fault(start[1]), start[0], start[1], fields);
    }

    private static Fault fault(String target) {
        String path = target.split("\\?", 2)[0];
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.path().equals(path))
                .findFirst()
                .orElse(Fault.NOT_FOUND);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("A line of the request is too long");
            }
        }
        return line.toString();
    }
}
