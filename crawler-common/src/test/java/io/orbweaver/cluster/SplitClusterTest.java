package io.orbweaver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.NodeConfig;
import org.junit.jupiter.api.Test;

/** Two halves that find each other become one cluster again, and the node that was merged is told to join afresh. */
class SplitClusterTest {

    @Test
    void aNodeThatIsMergedIsToldAndJoinsAfresh() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.14", NodeConfig.Join.TCP)) {
            // It begins a cluster of its own, since the one it belongs to is not there yet.
            ClusterMember lonely = cluster.joined(Role.SCHEDULER, 2);
            Heard heard = new Heard();
            lonely.listen(heard);

            cluster.members = new int[] {9};
            ClusterMember large = cluster.joined(Role.SCHEDULER, 1);
            cluster.members = new int[] {1};
            cluster.joined(Role.WORKER, 3);
            long begin = System.nanoTime();
            TestCluster.await("it is told", () -> !heard.apart.isEmpty());
            System.out.println("apart after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            TestCluster.leave(lonely);
            TestCluster.await("the other half is as it was", () -> large.nodes().size() == 2);

            assertThat(cluster.joined(Role.WORKER, 2).nodes()).hasSize(3);
            assertThat(heard.apart).hasSize(1);
        }
    }
}
