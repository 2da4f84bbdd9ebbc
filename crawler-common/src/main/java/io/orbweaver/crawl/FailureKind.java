package io.orbweaver.crawl;

/** Why a URL failed for good, by its name in counts, logs and {@code explain}. */
public enum FailureKind {
    DNS("dns"),
    CONNECT("connect"),
    TLS("tls"),
    TIMEOUT("timeout"),
    TOO_MANY_REDIRECTS("tooManyRedirects"),
    PROTOCOL("protocol"),
    REFUSED_ADDRESS("refusedAddress"),
    /** robots.txt stayed unavailable (5xx, 429) for longer than {@code max-wait}. */
    ROBOTS("robots"),
    /** The host wanted a longer wait than {@code max-wait}. */
    WAITING("waiting");

    private final String label;

    FailureKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
