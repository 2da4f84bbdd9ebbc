package io.orbweaver.crawl;

/** Why a URL failed for good, by its name in counts, logs and {@code explain}. */
public enum FailureKind implements Coded {
    DNS("dns", 0),
    CONNECT("connect", 1),
    TLS("tls", 2),
    TIMEOUT("timeout", 3),
    TOO_MANY_REDIRECTS("tooManyRedirects", 4),
    PROTOCOL("protocol", 5),
    REFUSED_ADDRESS("refusedAddress", 6),
    /** robots.txt stayed unavailable (5xx, 429) for longer than {@code max-wait}. */
    ROBOTS("robots", 7),
    /** The host wanted a longer wait than {@code max-wait}. */
    WAITING("waiting", 8);

    private final String label;
    private final int code;

    FailureKind(String label, int code) {
        this.label = label;
        this.code = code;
    }

    public String label() {
        return label;
    }

    @Override
    public int code() {
        return code;
    }
}
