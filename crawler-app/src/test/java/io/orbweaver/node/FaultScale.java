package io.orbweaver.node;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.time.Duration;
import java.util.List;

/** How large a web and a cluster are during which nodes fail. */
record FaultScale(int sites, int pages, int shards, Duration delay) {
    /** The least that there is: a node that is away for longer has to stop. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** For every build; or for {@code -Dcluster.full=true}, when there is time. */
    static FaultScale wanted() {
        return Boolean.getBoolean("cluster.full")
                ? new FaultScale(200, 50, 256, Duration.ofMillis(50))
                : new FaultScale(40, 20, 64, Duration.ofMillis(200));
    }

    TestWeb web(String firstAddress) {
        return TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress(firstAddress)
                .withHosts(sites)
                .withPagesPerHost(pages)
                .withMedianPageSize(8 << 10)
                .withRedirectPermil(20)
                .withLatency(Duration.ofMillis(5)));
    }

    List<String> settings(TestWeb web) {
        return List.of(
                "cluster.shards=" + shards,
                "cluster.lease=" + LEASE.toSeconds() + "s",
                "fetch.allow-private-addresses=true",
                "fetch.contact=test@example.com",
                "fetch.dns.servers=" + web.dnsAddress());
    }

    CrawlUnderTest submit(ClusterUnderTest cluster, TestWeb web, long maxPages) throws Exception {
        return CrawlUnderTest.submit(cluster, web, delay, shards, maxPages);
    }
}
