package io.orbweaver.worker;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.robots.RobotsAgent;

/** What a worker may hold, by what its process is. */
public final class OwnerSettings {
    private static final int MAX_HOSTS = 10_000;
    private static final int MAX_HEADS = 64_000;
    private static final long RESEND_NANOS = 2_000_000_000L;
    /** Links that wait so long reach their hosts no later, whose turns are further apart. */
    private static final long GATHER_NANOS = 10_000_000;

    private static final int SITEMAP_PART = 1_000;
    private static final long STORE_BEHIND = 4L << 20;

    private OwnerSettings() {}

    /** {@code requests}: the most in flight, where the configuration allows as many connections. */
    public static ShardOwner.Settings of(String worker, String userAgent, FetchConfig fetch, int requests) {
        Frontier.Settings frontier = new Frontier.Settings(
                MAX_HOSTS,
                MAX_HEADS,
                Math.min(requests, fetch.connections()),
                fetch.retries(),
                fetch.maxWait(),
                RobotsAgent.token(userAgent));
        return new ShardOwner.Settings(
                worker, frontier, fetch.maxRedirects(), RESEND_NANOS, GATHER_NANOS, SITEMAP_PART, STORE_BEHIND);
    }
}
