package io.orbweaver.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a worker counts while it fetches, through all its memberships. Any thread; nothing here allocates or waits. Times
 * are nanoseconds. Whether somebody reads it makes no difference.
 */
public final class WorkerMetrics {
    /**
     * What a worker has at one moment; published as a whole by the thread that owns it.
     *
     * @param readyHosts have something queued and nothing in flight
     * @param robotsHits since the start of this membership, as {@code robotsMisses}
     * @param outbox links that are to be delivered
     */
    public record State(
            long queuedUrls,
            long waitingUrls,
            int fetchingHosts,
            int readyHosts,
            int hostsBackingOff,
            int idleHosts,
            long robotsHits,
            long robotsMisses,
            long outbox,
            int openShards,
            int closingShards,
            int comingShards) {
        /** Of a worker that has not begun. */
        public static final State NONE = new State(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static final int OTHER = 4;

    private final Latency fetch = Latency.ofWaiting();
    private final Latency connect = Latency.ofWaiting();
    private final Latency dns = Latency.ofWaiting();
    private final Latency parse = Latency.ofComputing();
    private final LongAdder[] responses = {
        new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder()
    };
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder knownNames = new LongAdder();
    private final LongAdder unknownNames = new LongAdder();
    private final LongAdder links = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private final LongAdder redirected = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder excluded = new LongAdder();
    private volatile State state = State.NONE;

    /** A server answered. */
    public void answered(int status, long duration) {
        fetch.record(duration);
        int place = status / 100 - 2;
        responses[place < 0 || place > OTHER ? OTHER : place].increment();
    }

    /** A connection was opened. */
    public void connected(long duration) {
        connect.record(duration);
    }

    /** A name was looked up. {@code known}: without a question to a DNS server of its own. */
    public void name(boolean known) {
        (known ? knownNames : unknownNames).increment();
    }

    /** A DNS server said something about a name, or nothing. */
    public void nameAsked(long duration) {
        dns.record(duration);
    }

    /** A page was parsed. */
    public void parsed(long duration) {
        parse.record(duration);
    }

    /** Bytes came from a server. */
    public void received(int bytes) {
        received.add(bytes);
    }

    /** Bytes go to a server. */
    public void sent(int bytes) {
        sent.add(bytes);
    }

    /** Links go to another worker. */
    public void linksSent(int count) {
        links.add(count);
    }

    /** URLs ended durably. */
    public void ended(long pages, long redirects, long failures, long exclusions) {
        fetched.add(pages);
        redirected.add(redirects);
        failed.add(failures);
        excluded.add(exclusions);
    }

    /** Publishes what the worker has now. */
    public void state(State now) {
        state = now;
    }

    /** Has the node's text show all of this. */
    public void show(NodeMetrics metrics) {
        metrics.show(Metric.FETCH, fetch);
        metrics.show(Metric.CONNECT, connect);
        metrics.show(Metric.DNS, dns);
        metrics.show(Metric.PARSE, parse);
        for (int i = 0; i < responses.length; i++) {
            metrics.show(Metric.RESPONSES, Metric.RESPONSES.tagValues().get(i), responses[i]::sum);
        }
        metrics.show(Metric.PAGES, "fetched", fetched::sum);
        metrics.show(Metric.PAGES, "redirected", redirected::sum);
        metrics.show(Metric.PAGES, "failed", failed::sum);
        metrics.show(Metric.PAGES, "excluded", excluded::sum);
        metrics.show(Metric.BYTES, "received", received::sum);
        metrics.show(Metric.BYTES, "sent", sent::sum);
        metrics.show(Metric.DNS_CACHE, "hit", knownNames::sum);
        metrics.show(Metric.DNS_CACHE, "miss", unknownNames::sum);
        metrics.show(Metric.LINKS_SENT, "", links::sum);
        metrics.show(Metric.ROBOTS_CACHE, "hit", () -> state.robotsHits());
        metrics.show(Metric.ROBOTS_CACHE, "miss", () -> state.robotsMisses());
        metrics.show(Metric.FRONTIER_URLS, "queued", () -> state.queuedUrls());
        metrics.show(Metric.FRONTIER_URLS, "waiting", () -> state.waitingUrls());
        metrics.show(Metric.FRONTIER_HOSTS, "fetching", () -> state.fetchingHosts());
        metrics.show(Metric.FRONTIER_HOSTS, "ready", () -> state.readyHosts());
        metrics.show(Metric.FRONTIER_HOSTS, "backoff", () -> state.hostsBackingOff());
        metrics.show(Metric.FRONTIER_HOSTS, "idle", () -> state.idleHosts());
        metrics.show(Metric.LINKS_OUTBOX, "", () -> state.outbox());
        metrics.show(Metric.SHARDS, "open", () -> state.openShards());
        metrics.show(Metric.SHARDS, "closing", () -> state.closingShards());
        metrics.show(Metric.SHARDS, "coming", () -> state.comingShards());
    }
}
