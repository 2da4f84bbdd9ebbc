package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orbweaver.testweb.TestWeb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
 * Nodes fail during a crawl over a cluster of processes: no URL is lost, nothing is asked for again but what was in
 * flight, no host is asked too soon, and the counts are right. Two of the faults are in each build; all ten, on a web of
 * 200 sites with 50 pages each: {@code -Dcluster.full=true}.
 */
@Timeout(600)
class ClusterFaultsIT {
    private final FaultScale scale = FaultScale.wanted();

    @TempDir
    Path directory;

    private TestWeb web;
    private ClusterUnderTest cluster;

    @BeforeEach
    void startCluster(TestInfo test) throws Exception {
        web = scale.web("127.42.64.1");
        cluster = new ClusterUnderTest(directory, new ClusterUnderTest.Network("127.42.1.", ""), scale.settings(web));
        System.out.println(
                test.getDisplayName() + ": safe after " + cluster.start(3).toMillis() + " ms");
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
        web.close();
    }

    private CrawlUnderTest submit(long maxPages) throws Exception {
        return scale.submit(cluster, web, maxPages);
    }

    private void kill(CrawlUnderTest crawl, List<NodeUnderTest> workers) throws Exception {
        Map<Integer, String> owners = cluster.owners();
        for (NodeUnderTest worker : workers) {
            worker.kill();
            crawl.hit(worker, owners);
        }
    }

    @Test
    void aWorkerIsKilledAndComesBack() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(30);
        kill(crawl, List.of(cluster.worker(2)));
        cluster.worker(2).start();
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void allWorkersAreKilledAndComeBack() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(30);
        kill(crawl, cluster.workers());
        for (NodeUnderTest worker : cluster.workers()) {
            worker.start();
        }
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void theSchedulerIsKilledAndComesBack() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(30);
        Map<Integer, String> owners = cluster.owners();
        cluster.scheduler().kill();
        for (NodeUnderTest worker : cluster.workers()) {
            crawl.hit(worker, owners);
        }
        cluster.scheduler().start();
        cluster.awaitSafe(cluster.workers());
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void aWorkerIsFrozenForLongerThanItsLease() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(30);
        Map<Integer, String> owners = cluster.owners();
        cluster.worker(1).freeze();
        crawl.hit(cluster.worker(1), owners);
        System.out.println("shown as away after "
                + cluster.awaitState(cluster.worker(1), "away").toMillis() + " ms");
        Waiting.pause(FaultScale.LEASE);
        cluster.worker(1).thaw();
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void everythingIsStoppedAndStartedAgain() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(30);
        cluster.nodes().forEach(NodeUnderTest::term);
        for (NodeUnderTest node : cluster.nodes()) {
            assertThat(node.awaitEnd()).as(node.said()).isZero();
        }
        for (NodeUnderTest node : cluster.nodes()) {
            node.start();
        }
        cluster.awaitSafe(cluster.workers());
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void aWorkerIsAddedAndTakesItsShare() throws Exception {
        // A JVM has to start meanwhile.
        CrawlUnderTest crawl = CrawlUnderTest.submit(cluster, web, scale.delay().multipliedBy(4), scale.shards(), 0);
        crawl.awaitPercent(10);
        NodeUnderTest added = cluster.addWorker();
        new FaultChecks(crawl).complete();
        assertThat(cluster.api().node(added).get("shards").asInt()).isPositive();
        assertThat(CrawlUnderTest.ended(added)).as("URLs that ended there").isPositive();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void aWorkerIsDrainedAndTheCrawlGoesOn() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(10);
        NodeUnderTest drained = cluster.worker(3);
        cluster.api().post("/cluster/nodes/" + drained.id() + "/drain", "", 202);
        Duration empty = Waiting.until("it is empty", ClusterUnderTest.PATIENCE, cluster::said, () -> {
            return cluster.api().node(drained).get("shards").asInt() == 0;
        });
        System.out.println("empty after " + empty.toMillis() + " ms, crawl: "
                + crawl.status().get("counts"));
        drained.term();
        assertThat(drained.awaitEnd()).as(drained.said()).isZero();
        new FaultChecks(crawl).complete();
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void aWorkerIsLostForGood() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(40);
        Map<Integer, String> owners = cluster.owners();
        NodeUnderTest gone = cluster.worker(2);
        kill(crawl, List.of(gone));
        Set<Integer> lost = new HashSet<>();
        owners.forEach((shard, owner) -> {
            if (owner.equals(gone.id())) {
                lost.add(shard);
            }
        });
        cluster.awaitState(gone, "away");
        Waiting.until("its lease is over", ClusterUnderTest.PATIENCE, cluster::said, () -> {
            try {
                cluster.api().post("/cluster/nodes/" + gone.id() + "/lost", "", 202);
                return true;
            } catch (AssertionError refused) {
                assertThat(refused).hasMessageContaining("409");
                return false;
            }
        });
        new FaultChecks(crawl).completeBut(lost);
    }

    @Test
    @EnabledIfSystemProperty(named = "cluster.full", matches = "true")
    void theLimitOfPagesIsExactWhateverIsKilled() throws Exception {
        long maxPages = web.pageCount() * 6 / 10;
        CrawlUnderTest crawl = submit(maxPages);
        crawl.awaitPercent(20);
        kill(crawl, List.of(cluster.worker(1)));
        cluster.worker(1).start();
        crawl.awaitPercent(40);
        kill(crawl, List.of(cluster.worker(2)));
        cluster.worker(2).start();
        new FaultChecks(crawl).limited(maxPages);
    }

    @Test
    void aRuleIsInForceEverywhereWithinTwoSecondsAndADeadWorkerIsShownWithinFive() throws Exception {
        CrawlUnderTest crawl = submit(0);
        crawl.awaitPercent(10);
        Map<String, Long> blocked = new HashMap<>();
        for (int host = 1; host < web.options().hosts(); host += 3) {
            blocked.put(web.hostName(host), System.nanoTime());
            cluster.api().put("/politeness/" + web.hostName(host), "{\"blocked\": true}", 201);
        }
        NodeUnderTest dead = cluster.worker(1);
        crawl.awaitPercent(40);
        kill(crawl, List.of(dead));
        Duration shown = cluster.awaitState(dead, "away");
        dead.start();
        JsonNode end = crawl.awaitFinished();
        long latest = web.journal().visits().stream()
                .filter(visit -> blocked.containsKey(visit.host()))
                .mapToLong(visit -> visit.start() - blocked.get(visit.host()))
                .max()
                .orElse(0);
        System.out.println(blocked.size() + " hosts blocked, last request " + latest / 1_000_000
                + " ms after that; a dead worker shown after " + shown.toMillis() + " ms");
        assertThat(end.get("counts").get("excludedBy").get("blocked").asInt()).isPositive();
        assertThat(Duration.ofNanos(latest)).isLessThan(Duration.ofSeconds(2));
        assertThat(shown).isLessThan(Duration.ofSeconds(5));
    }
}
