package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.rest.ApiUnderTest.Answer;
import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.NoSuchNodeException;
import io.orbweaver.scheduler.WrongStateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster is shown as the scheduler sees it, and its commands reach it. */
class ClusterApiTest {
    @TempDir
    Path directory;

    /** A worker that can be drained, and two shards. */
    private static final class OneWorker implements ClusterView {
        private NodeState state = NodeState.READY;

        @Override
        public Status status() {
            Node scheduler =
                    new Node("scheduler", Role.SCHEDULER, null, NodeState.READY, Instant.EPOCH, 0, 0, null, null);
            Node worker = new Node(
                    "one",
                    Role.WORKER,
                    "http://127.0.0.1:8081",
                    state,
                    Instant.EPOCH,
                    2,
                    12,
                    0.5,
                    new Disk(1 << 20, 1 << 30));
            return new Status(
                    "test",
                    false,
                    List.of("shard 1 has no owner"),
                    List.of(scheduler, worker),
                    List.of(
                            new Shard(0, "one", 3, ShardState.OWNED, null),
                            new Shard(1, null, 4, ShardState.UNOWNED, null)));
        }

        @Override
        public void drain(String node) {
            if (!node.equals("one")) {
                throw new NoSuchNodeException(node);
            }
            state = NodeState.DISK_FULL;
        }

        @Override
        public void lost(String node) {
            throw new WrongStateException("The worker 'one' is not away.");
        }
    }

    @Test
    void nodesAndShardsAreShownAndCommandsAnswered() {
        try (ApiUnderTest api = new ApiUnderTest(directory, PolitenessConfig.defaults(), new OneWorker(), 1_000)) {
            Answer cluster = api.get("/api/v1/cluster");
            assertThat(cluster.status()).isEqualTo(200);
            assertThat(cluster.at("/nodes/1/id")).isEqualTo("one");
            assertThat(cluster.at("/nodes/1/state")).isEqualTo("ready");
            assertThat(cluster.at("/shards/1/state")).isEqualTo("unowned");

            Answer drained = api.post("/api/v1/cluster/nodes/one/drain");
            assertThat(drained.status()).isEqualTo(202);
            assertThat(drained.at("/nodes/1/state")).isEqualTo("disk-full");
            assertThat(api.post("/api/v1/cluster/nodes/two/drain").status()).isEqualTo(404);
            assertThat(api.post("/api/v1/cluster/nodes/one/lost").status()).isEqualTo(409);
        }
    }

    @Test
    @Timeout(20)
    void aSchedulerWithTooMuchToDoSaysWhenToComeBack() {
        try (ApiUnderTest api = new ApiUnderTest(directory, PolitenessConfig.defaults(), new NoCluster(), 0)) {
            Answer refused = api.get("/api/v1/cluster");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            CompletableFuture<Boolean> nodes = new CompletableFuture<>();
            api.scheduler.execute(scheduler -> nodes.complete(true));
            assertThat(nodes.orTimeout(10, TimeUnit.SECONDS).join())
                    .as("messages of nodes are still heard")
                    .isTrue();
        }
    }

    @Test
    void theDescriptionIsServed() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(directory)) {
            Answer answer = api.get("/openapi.yaml");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.response().body()).startsWith("openapi: 3.1");
        }
    }
}
