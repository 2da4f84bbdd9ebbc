package io.orbweaver.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code fetch.*}: how requests are made. Sizes in bytes; zero means no limit, for a delay none.
 *
 * @param userAgent empty: {@code Orbweaver/<version> (+<contact>)}
 * @param connections open connections in total
 * @param connectionsPerAddress open connections to one IP address, whatever the hosts behind it
 * @param idleTimeout no byte for this long
 * @param totalTimeout from the request to its last byte
 * @param keepAlive how long an idle connection is kept
 * @param maxBody counted after decompression; longer bodies are cut there
 * @param maxHeaders of one response; longer is a protocol failure
 * @param maxWait the longest a host may make its URLs wait before they fail
 * @param retries of transient failures
 * @param allowPrivateAddresses loopback, link-local, private, metadata … are refused when connecting unless this is set
 */
public record FetchConfig(
        String userAgent,
        String contact,
        int connections,
        int connectionsPerHost,
        int connectionsPerAddress,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration totalTimeout,
        Duration keepAlive,
        Dns dns,
        long maxBody,
        int maxHeaders,
        int maxRedirects,
        Duration maxWait,
        int retries,
        boolean http2,
        boolean verifyTls,
        boolean allowPrivateAddresses,
        List<String> proxies,
        Socket socket) {

    /** {@code servers}: HOST:PORT each; none means the system's. */
    public record Dns(List<String> servers, Duration cacheTtl, Duration negativeTtl, Duration timeout) {
        public Dns {
            servers = List.copyOf(servers);
        }
    }

    /** Zero leaves a buffer size to the system. */
    public record Socket(int receiveBuffer, int sendBuffer, boolean tcpNoDelay, boolean tcpFastOpen) {}

    public FetchConfig {
        proxies = List.copyOf(proxies);
    }

    /** Returns the text where it is a URL, a mail address or empty; else throws IllegalArgumentException. */
    public static String checkedContact(String text) {
        return Forms.contact(text);
    }

    public static FetchConfig defaults() {
        return new FetchConfig(
                "",
                "",
                10_000,
                1,
                16,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                new Dns(List.of(), Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ofSeconds(5)),
                10L << 20,
                256 << 10,
                5,
                Duration.ofHours(24),
                3,
                true,
                true,
                false,
                List.of(),
                new Socket(0, 0, true, false));
    }
}
