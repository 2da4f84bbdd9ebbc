package io.orbweaver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.NodeConfig;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes find each other, whatever the order in which they start, and only a scheduler begins a cluster. */
class ClusterJoinTest {

    @Test
    void nodesStartedAtOnceAreOneClusterSoon() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.1", NodeConfig.Join.TCP)) {
            long begin = System.nanoTime();
            List<CompletableFuture<ClusterMember>> nodes = List.of(
                    cluster.start(Role.WORKER, 2),
                    cluster.start(Role.WORKER, 3),
                    cluster.start(Role.SCHEDULER, 1),
                    cluster.start(Role.WORKER, 4));
            nodes.forEach(TestCluster::get);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.println("four nodes joined after " + millis + " ms");
            for (CompletableFuture<ClusterMember> node : nodes) {
                TestCluster.await("all see all", () -> node.join().nodes().size() == 4);
            }
            assertThat(millis).isLessThan(6_000);
            assertThat(nodes.getFirst().join().nodes())
                    .filteredOn(node -> node.role() == Role.SCHEDULER)
                    .singleElement()
                    .isEqualTo(cluster.settings(Role.SCHEDULER, 1).self());
        }
    }

    @Test
    void workersWaitForTheScheduler() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.2", NodeConfig.Join.TCP)) {
            cluster.members = new int[] {1, 2, 3};
            CompletableFuture<ClusterMember> first = cluster.start(Role.WORKER, 2);
            CompletableFuture<ClusterMember> second = cluster.start(Role.WORKER, 3);
            assertThat(first.copy()
                            .completeOnTimeout(null, 1_500, TimeUnit.MILLISECONDS)
                            .join())
                    .as("a worker begins no cluster")
                    .isNull();
            cluster.joined(Role.SCHEDULER, 1);
            TestCluster.await(
                    "both are in", () -> TestCluster.get(first).nodes().size() == 3);
            assertThat(TestCluster.get(second).nodes()).hasSize(3);
        }
    }

    @Test
    void aRestartedSchedulerComesBackIntoTheLivingCluster() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.3", NodeConfig.Join.TCP)) {
            ClusterMember scheduler = cluster.joined(Role.SCHEDULER, 1);
            ClusterMember worker = cluster.joined(Role.WORKER, 2);
            TestCluster.leave(scheduler);
            TestCluster.await("it is gone", () -> worker.nodes().size() == 1);

            cluster.known = List.of(cluster.address(2), cluster.address(3));
            assertThat(cluster.joined(Role.SCHEDULER, 1).nodes()).hasSize(2);
            assertThat(worker.nodes()).hasSize(2);
        }
    }

    @Test
    void messagesReachOtherNodesAndChangesAreHeard() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.4", NodeConfig.Join.TCP)) {
            ClusterMember scheduler = cluster.joined(Role.SCHEDULER, 1);
            Heard heard = new Heard();
            scheduler.listen(heard);
            scheduler.vertx().eventBus().<Buffer>consumer("echo", asked -> asked.reply(asked.body()));
            ClusterMember worker = cluster.joined(Role.WORKER, 2);
            TestCluster.await("the worker came", () -> heard.came.contains(worker.self()));

            Buffer answer = TestCluster.get(worker.vertx()
                    .eventBus()
                    .<Buffer>request("echo", Buffer.buffer("hello"))
                    .map(message -> message.body())
                    .toCompletionStage()
                    .toCompletableFuture());
            assertThat(answer.toString()).isEqualTo("hello");

            TestCluster.leave(worker);
            TestCluster.await("the worker left", () -> heard.left.contains(worker.self()));
            assertThat(heard.apart).isEmpty();
        }
    }

    @Test
    void nodesFindEachOtherByMulticast() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.5", NodeConfig.Join.MULTICAST)) {
            CompletableFuture<ClusterMember> worker = cluster.start(Role.WORKER, 2);
            cluster.joined(Role.SCHEDULER, 1);
            assertThat(TestCluster.get(worker).nodes()).hasSize(2);
        }
    }

    @Test
    void aNodeOfOneProcessListensNowhere() {
        try (TestCluster cluster = new TestCluster("127.31.6", NodeConfig.Join.NONE)) {
            ClusterMember alone = cluster.joined(Role.SCHEDULER, 1);
            assertThat(alone.nodes()).containsExactly(alone.self());
            assertThat(alone.vertx().isClustered()).isFalse();
        }
    }
}
