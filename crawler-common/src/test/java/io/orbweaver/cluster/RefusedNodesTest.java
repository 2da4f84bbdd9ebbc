package io.orbweaver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.NodeConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who does not belong to a cluster is told so, and by whom it was refused; the cluster goes on. */
class RefusedNodesTest {

    @Test
    void aSecondSchedulerIsRefusedWhileOneIsAlive() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.7", NodeConfig.Join.TCP)) {
            ClusterMember scheduler = cluster.joined(Role.SCHEDULER, 1);
            assertThat(cluster.refused(Role.SCHEDULER, 2))
                    .contains("scheduler node-1 at 127.31.7.1:5701 is alive", "stop that one first");
            TestCluster.await(
                    "the refused node is gone", () -> scheduler.nodes().size() == 1);
        }
    }

    @Test
    void anotherVersionIsRefused() {
        try (TestCluster cluster = new TestCluster("127.31.8", NodeConfig.Join.TCP)) {
            cluster.joined(Role.SCHEDULER, 1);
            cluster.version = "2.0";
            assertThat(cluster.refused(Role.WORKER, 2))
                    .contains("node-1 at 127.31.8.1:5701 runs version 1.0 and this node 2.0", "same version");
        }
    }

    @Test
    void aDataDirectoryOfAnotherClusterIsRefused() {
        try (TestCluster cluster = new TestCluster("127.31.9", NodeConfig.Join.TCP)) {
            cluster.clusterId = "aaaa";
            cluster.joined(Role.SCHEDULER, 1);
            cluster.clusterId = "bbbb";
            assertThat(cluster.refused(Role.WORKER, 2))
                    .contains("cluster with the id aaaa", "this node to bbbb", "node.data");
            cluster.clusterId = "";
            assertThat(cluster.joined(Role.WORKER, 3).nodes()).hasSize(2);
        }
    }

    @Test
    void anotherClusterNameIsRefused() {
        try (TestCluster cluster = new TestCluster("127.31.10", NodeConfig.Join.TCP)) {
            ClusterMember scheduler = cluster.joined(Role.SCHEDULER, 1);
            cluster.name = "other";
            long begin = System.nanoTime();
            assertThat(cluster.refused(Role.WORKER, 2))
                    .contains("cluster at 127.31.10.1:5701 is not named other", "set cluster.name");
            System.out.println("refused by name after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            assertThat(scheduler.nodes()).hasSize(1);
        }
    }

    @Test
    void oneNameForTwoNodesIsRefused() {
        try (TestCluster cluster = new TestCluster("127.31.11", NodeConfig.Join.TCP)) {
            cluster.joined(Role.SCHEDULER, 1);
            JoinSettings twin = cluster.settings(Role.WORKER, 2);
            ClusterNode self = twin.self();
            ClusterNode other = cluster.settings(Role.SCHEDULER, 1).self();
            assertThat(JoinRules.objection(
                            new ClusterNode(
                                    Role.WORKER,
                                    other.nodeId(),
                                    self.storeId(),
                                    "",
                                    self.version(),
                                    self.http(),
                                    self.address()),
                            List.of(other)))
                    .hasValueSatisfying(objection -> assertThat(objection)
                            .isInstanceOf(JoinRules.Lasting.class)
                            .extracting(JoinRules.Objection::text)
                            .asString()
                            .contains("has the name of this node", "node.id"));
        }
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.12", NodeConfig.Join.TCP);
                ServerSocket taken = new ServerSocket(5701, 1, InetAddress.getByName("127.31.12.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThat(cluster.refused(Role.SCHEDULER, 1))
                    .contains("cannot listen on 127.31.12.1:5701", "cluster.host", "cluster.port");
        }
    }

    @Test
    void aPortOfTheEventBusInUseIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster("127.31.13", NodeConfig.Join.TCP);
                ServerSocket taken = new ServerSocket(5702, 1, InetAddress.getByName("127.31.13.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThat(cluster.refused(Role.SCHEDULER, 1)).contains("127.31.13.1:5702", "cluster.event-bus-port");
        }
    }
}
