package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.journal.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is cut off from the network during a crawl, for longer than its lease. Runs as root and within the network
 * namespaces that {@code crawler-bench/netns.sh} makes, which starts it.
 */
@EnabledIfSystemProperty(named = "cluster.namespaces", matches = ".+")
@Timeout(600)
class NetworkCutIT {
    private static final String NODES = "10.77.0.";
    private static final Duration SHORT = FaultScale.LEASE.multipliedBy(2);
    /** Members that are not heard for 8 s are put out. */
    private static final Duration LONG = Duration.ofSeconds(12);

    private final FaultScale scale = FaultScale.wanted();
    private final String namespaces = System.getProperty("cluster.namespaces", "");

    @TempDir
    Path directory;

    private TestWeb web;
    private ClusterUnderTest cluster;

    @BeforeEach
    void startCluster(TestInfo test) throws Exception {
        web = scale.web("10.77.64.1");
        cluster = new ClusterUnderTest(directory, new ClusterUnderTest.Network(NODES, namespaces), scale.settings(web));
        System.out.println(
                test.getDisplayName() + ": safe after " + cluster.start(3).toMillis() + " ms");
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
        web.close();
    }

    @Test
    void aWorkerLosesItsLinkForLongerThanItsLease() throws Exception {
        cut(SHORT, link("down"), link("up"));
    }

    @Test
    void aWorkerLosesItsLinkUntilItIsNoMemberAnyMore() throws Exception {
        cut(LONG, link("down"), link("up"));
    }

    /** The worker could go on fetching, and may not. */
    @Test
    void aWorkerIsCutOffFromTheClusterButNotFromTheWeb() throws Exception {
        cut(SHORT, filter("-I"), filter("-D"));
    }

    @Test
    void aWorkerIsCutOffFromTheClusterUntilItIsNoMemberAnyMore() throws Exception {
        cut(LONG, filter("-I"), filter("-D"));
    }

    private static List<String> link(String state) {
        return List.of("ip", "link", "set", "v-worker-1", state);
    }

    private List<String> filter(String change) {
        return List.of(
                "ip",
                "netns",
                "exec",
                namespaces + "worker-1",
                "iptables",
                change,
                "INPUT",
                "-s",
                NODES + "0/26",
                "!",
                "-i",
                "lo",
                "-j",
                "DROP");
    }

    private void cut(Duration time, List<String> off, List<String> on) throws Exception {
        CrawlUnderTest crawl = scale.submit(cluster, web, 0);
        crawl.awaitPercent(30);
        Map<Integer, String> owners = cluster.owners();
        NodeUnderTest worker = cluster.worker(1);
        run(off);
        long begun = System.nanoTime();
        crawl.hit(worker, owners);
        System.out.println(
                "shown as away after " + cluster.awaitState(worker, "away").toMillis() + " ms");
        Waiting.pause(time);
        long ended = System.nanoTime();
        run(on);
        System.out.println(
                "ready again after " + cluster.awaitState(worker, "ready").toMillis() + " ms");
        new FaultChecks(crawl).complete();

        Set<String> hosts = new HashSet<>();
        for (int host = 0; host < web.options().hosts(); host++) {
            if (worker.id().equals(owners.get(crawl.shard(web.url(host, 0))))) {
                hosts.add(web.hostName(host));
            }
        }
        List<Visit> unleased = web.journal().visits().stream()
                .filter(visit -> hosts.contains(visit.host()))
                .filter(visit -> visit.start() - begun > FaultScale.LEASE.toNanos() && visit.start() - ended < 0)
                .toList();
        assertThat(hosts).isNotEmpty();
        assertThat(unleased).as("asked for without a lease").isEmpty();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(String.join(" ", command)).isZero();
    }
}
