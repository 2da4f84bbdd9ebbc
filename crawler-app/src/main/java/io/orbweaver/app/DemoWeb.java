package io.orbweaver.app;

/**
 * A synthetic web that runs until it is closed.
 *
 * @param dnsAddress HOST:PORT of the name server that knows its hosts
 * @param frontPage the URL from which all of it can be reached
 * @param web what is stopped at the end
 */
public record DemoWeb(String dnsAddress, String frontPage, Runnable web) implements AutoCloseable {
    /**
     * Where a synthetic web listens.
     *
     * @param address IPv4; where it is one of loopback, hosts have addresses of their own, which follow it
     * @param port TCP port of all hosts; zero means any free one
     * @param dnsPort UDP port of the name server; zero means any free one
     */
    public record Place(String address, int port, int dnsPort) {
        static final Place LOOPBACK = new Place("127.1.0.1", 0, 0);
    }

    /** Starts a synthetic web. */
    public interface Starter {
        DemoWeb start(int hosts, int pagesPerHost, Place place) throws UsageException;
    }

    @Override
    public void close() {
        web.run();
    }
}
