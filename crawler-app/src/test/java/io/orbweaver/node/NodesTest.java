package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orbweaver.app.NodeSession;
import io.orbweaver.app.UsageException;
import io.orbweaver.store.DataDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes join, tell whether they are ready, are refused with a reason, and leave. */
@Timeout(120)
class NodesTest {
    @TempDir
    private Path directory;

    private static String cluster(Path data) {
        try (DataDirectory held = DataDirectory.open(data, null)) {
            return held.clusterId();
        }
    }

    @Test
    void aWorkerIsReadyOnceASchedulerWelcomedIt() throws Exception {
        try (TestNodes nodes = new TestNodes("127.31.71", directory)) {
            NodeSession worker = nodes.worker(2);
            while (!nodes.ask(2, "/health/live").startsWith("200")) {
                Thread.onSpinWait();
            }
            assertThat(nodes.ask(2, "/health/ready")).startsWith("503").contains("has not joined the cluster yet");
            NodeSession scheduler = nodes.scheduler(1);
            nodes.awaitReady(1, 2);

            TestNodes.end(worker);
            TestNodes.end(scheduler);
            assertThat(nodes.ask(1, "/health/live")).isEmpty();
            assertThat(cluster(directory.resolve("data-2")))
                    .as("the worker belongs to the scheduler's cluster")
                    .isEqualTo(cluster(directory.resolve("data-1")));
        }
    }

    @Test
    void aWorkerWithoutALeaseIsNotReady() throws Exception {
        try (TestNodes nodes = new TestNodes("127.41.72", directory)) {
            NodeSession scheduler = nodes.scheduler(1, "cluster.lease=2s");
            nodes.worker(2, "cluster.lease=2s");
            nodes.awaitReady(1, 2);
            TestNodes.end(scheduler);
            TestNodes.await(
                    () -> nodes.ask(2, "/health/ready").startsWith("503"), () -> "it is ready without a scheduler");
            assertThat(nodes.ask(2, "/health/ready")).contains("lease", "the scheduler has not answered");
            assertThat(nodes.ask(2, "/health/live")).startsWith("200");
            nodes.scheduler(1, "cluster.lease=2s");
            nodes.awaitReady(1, 2);
        }
    }

    @Test
    void aSchedulerComesBackIntoTheClusterItLeft() throws Exception {
        try (TestNodes nodes = new TestNodes("127.31.72", directory)) {
            NodeSession scheduler = nodes.scheduler(1);
            NodeSession worker = nodes.worker(2);
            nodes.awaitReady(1, 2);
            TestNodes.end(scheduler);
            assertThat(directory.resolve("data-1").resolve("known-nodes.txt")).hasContent("127.31.72.2:5701");
            NodeSession again = nodes.scheduler(1);
            nodes.awaitReady(1, 2);

            assertThat(TestNodes.failure(nodes.scheduler(3)))
                    .contains("scheduler node-1 at 127.31.72.1:5701 is alive", "stop that one first");
            TestNodes.end(worker);
            TestNodes.end(again);
        }
    }

    @Test
    void aWorkerOfAnotherClusterIsRefused() throws Exception {
        try (TestNodes nodes = new TestNodes("127.31.73", directory)) {
            NodeSession first = nodes.scheduler(1);
            NodeSession worker = nodes.worker(2);
            nodes.awaitReady(1, 2);
            TestNodes.end(worker);
            TestNodes.end(first);

            nodes.scheduler(1, "node.data=" + directory.resolve("new"));
            nodes.awaitReady(1);
            assertThat(TestNodes.failure(nodes.worker(2)))
                    .contains("scheduler node-1 at 127.31.73.1:5701 belongs to the cluster with the id", "node.data");
        }
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsTouched() throws Exception {
        try (TestNodes nodes = new TestNodes("127.31.74", directory)) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> nodes.worker(2, "cluster.join=none"))
                    .withMessageContaining("cluster.join")
                    .withMessageContaining("cluster.members");
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> nodes.worker(2, "cluster.port=0", "http.host=0.0.0.0"))
                    .satisfies(refusal -> assertThat(refusal.problems()).hasSize(2));
            assertThat(directory).isEmptyDirectory();

            nodes.scheduler(1, "cluster.join=none");
            nodes.awaitReady(1);
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> nodes.scheduler(1, "http.port=8081"))
                    .withMessageContaining("in use");
            assertThat(TestNodes.failure(nodes.scheduler(3, "cluster.join=none", "http.host=127.31.74.1")))
                    .contains("cannot listen on 127.31.74.1:8080", "http.port");
        }
    }
}
