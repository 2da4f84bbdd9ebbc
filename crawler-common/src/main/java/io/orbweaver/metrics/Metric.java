package io.orbweaver.metrics;

import java.util.List;

/**
 * Every metric of a node by its Prometheus name. Tags have a fixed, small set of values: none carries a URL or a host.
 * What the JVM and the process say of themselves is beside these.
 */
public enum Metric {
    PAGES(
            "orbweaver_pages_total",
            Kind.COUNTER,
            "outcome",
            List.of("fetched", "redirected", "failed", "excluded"),
            "URLs that ended and are durable, counted as in the `counts` of crawls; links that a page or sitemap named"
                    + " and that were left out are among the excluded"),
    RESPONSES(
            "orbweaver_responses_total",
            Kind.COUNTER,
            "status_class",
            List.of("2xx", "3xx", "4xx", "5xx", "other"),
            "answers of servers, those to requests for robots.txt and sitemaps and those tried again included"),
    FETCH(
            "orbweaver_fetch_seconds",
            "from the begin of a request, which opens a connection where none is kept, to the last byte of the answer;"
                    + " requests without an answer are not in it"),
    CONNECT("orbweaver_connect_seconds", "to open a connection, with its TLS handshake; only those that were opened"),
    DNS("orbweaver_dns_seconds", "to ask DNS servers for a name, found or not"),
    PARSE("orbweaver_parse_seconds", "of processor time, about, to read links and facts out of a page"),
    BYTES(
            "orbweaver_bytes_total",
            Kind.COUNTER,
            "direction",
            List.of("received", "sent"),
            "bytes of HTTP from and to servers, with TLS undone"),
    CONNECTIONS(
            "orbweaver_connections",
            Kind.GAUGE,
            "state",
            List.of("active", "idle"),
            "connections to servers: in use or being opened, and kept for the next request"),
    CONNECTIONS_OPENED("orbweaver_connections_opened_total", Kind.COUNTER, "connections opened to servers"),
    REQUESTS_IN_FLIGHT(
            "orbweaver_requests_in_flight",
            Kind.GAUGE,
            "requests that have begun and not ended, those that wait for a connection included"),
    DNS_CACHE(
            "orbweaver_dns_cache_total",
            Kind.COUNTER,
            "result",
            List.of("hit", "miss"),
            "names looked up; a miss asked a DNS server"),
    ROBOTS_CACHE(
            "orbweaver_robots_cache_total",
            Kind.COUNTER,
            "result",
            List.of("hit", "miss"),
            "looks at the rules of an origin before a request; at a miss its robots.txt is not known (any more)"),
    FRONTIER_URLS(
            "orbweaver_frontier_urls",
            Kind.GAUGE,
            "state",
            List.of("queued", "waiting"),
            "URLs to fetch: queued, with those in flight, and waiting for another attempt"),
    FRONTIER_HOSTS(
            "orbweaver_frontier_hosts",
            Kind.GAUGE,
            "state",
            List.of("fetching", "ready", "backoff", "idle"),
            "hosts in memory: with a request in flight, with something queued, backing off after failures, and with"
                    + " nothing to do"),
    LINKS_SENT(
            "orbweaver_links_sent_total",
            Kind.COUNTER,
            "links sent to workers that own their shards; one that had to be sent again counts again"),
    LINKS_OUTBOX("orbweaver_links_outbox", Kind.GAUGE, "links that their owners do not have durably yet"),
    SHARDS(
            "orbweaver_shards",
            Kind.GAUGE,
            "state",
            List.of("open", "closing", "coming", "unowned", "moving"),
            "shards: on a worker those it fetches from, lets go and takes over; on the scheduler those that nobody owns"
                    + " and those on their way"),
    STORE_BYTES("orbweaver_store_bytes", Kind.GAUGE, "bytes that the data directory takes, looked at every 5 s"),
    EVENT_LOOP_LAG(
            "orbweaver_event_loop_lag_seconds", "by which timers of the event loops fire late, tried 4 times a second");

    /** How a metric behaves. */
    public enum Kind {
        /** Grows, from zero at the start of the process. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts durations by length, since the start of the process. */
        HISTOGRAM
    }

    private final String text;
    private final Kind kind;
    private final String tag;
    private final List<String> values;
    private final String meaning;

    Metric(String text, Kind kind, String tag, List<String> values, String meaning) {
        this.text = text;
        this.kind = kind;
        this.tag = tag;
        this.values = values;
        this.meaning = meaning;
    }

    Metric(String text, Kind kind, String meaning) {
        this(text, kind, "", List.of(""), meaning);
    }

    Metric(String text, String meaning) {
        this(text, Kind.HISTOGRAM, meaning);
    }

    /** Returns its name in Prometheus. */
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the name of its tag, empty where it has none. */
    public String tag() {
        return tag;
    }

    /** Returns every value of its tag; where it has none, one that is empty. */
    public List<String> tagValues() {
        return values;
    }

    /** Returns what it counts, as a phrase for its documentation. */
    public String meaning() {
        return meaning;
    }
}
