package io.orbweaver.app;

/**
 * A synthetic web on loopback that runs until it is closed.
 *
 * @param dnsAddress HOST:PORT of the name server that knows its hosts
 * @param frontPage the URL from which all of it can be reached
 * @param web what is stopped at the end
 */
public record DemoWeb(String dnsAddress, String frontPage, Runnable web) implements AutoCloseable {
    /** Starts a synthetic web. */
    public interface Starter {
        DemoWeb start(int hosts, int pagesPerHost) throws UsageException;
    }

    @Override
    public void close() {
        web.run();
    }
}
