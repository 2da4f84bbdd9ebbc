package io.orbweaver.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server on loopback whose behaviour a test writes byte by byte. Each connection is served by a thread of its own. */
final class MisbehavingServer implements AutoCloseable {

    /** What to do on one connection; when it returns the connection is closed. */
    interface Behaviour {
        void serve(Exchanges exchanges) throws IOException;
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger openNow = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();

    private MisbehavingServer(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static MisbehavingServer on(String address, Behaviour behaviour) throws IOException {
        return new MisbehavingServer(new ServerSocket(0, 100, InetAddress.getByName(address)), behaviour);
    }

    static MisbehavingServer start(Behaviour behaviour) throws IOException {
        return on("127.0.0.1", behaviour);
    }

    static MisbehavingServer startTls(SSLContext context, Behaviour behaviour) throws IOException {
        return new MisbehavingServer(
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getByName("127.0.0.1")),
                behaviour);
    }

    /** Answers one request with these bytes, then closes. */
    static Behaviour answering(String text) {
        return exchanges -> {
            if (exchanges.request()) {
                exchanges.send(text);
            }
        };
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                connections.incrementAndGet();
                open.add(accepted);
                mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
                Thread.ofPlatform().daemon().start(() -> serve(accepted));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            behaviour.serve(new Exchanges(accepted));
        } catch (IOException e) {
            // The client went away, which is what many tests want of it.
            return;
        } finally {
            open.remove(accepted);
            openNow.decrementAndGet();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int mostOpen() {
        return mostOpen.get();
    }

    int openNow() {
        return openNow.get();
    }

    List<List<String>> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }

    /** One connection as its behaviour sees it. */
    final class Exchanges {
        private final Socket accepted;
        private final InputStream in;
        private final OutputStream out;

        private Exchanges(Socket accepted) throws IOException {
            this.accepted = accepted;
            in = new BufferedInputStream(accepted.getInputStream());
            out = accepted.getOutputStream();
        }

        /** Reads the head of a request; false where the client closed. */
        boolean request() throws IOException {
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            int value;
            while ((value = in.read()) >= 0) {
                if (value == '\n') {
                    if (line.isEmpty()) {
                        requests.add(lines);
                        return true;
                    }
                    lines.add(line.toString());
                    line.setLength(0);
                } else if (value != '\r') {
                    line.append((char) value);
                }
            }
            return false;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Does nothing for so long; throws where the test is over. */
        void pause(long millis) throws IOException {
            try {
                if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                    throw new SocketException("the server is closing");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Ends with a reset instead of an orderly close. */
        void reset() throws IOException {
            accepted.setSoLinger(true, 0);
            accepted.close();
        }
    }
}
