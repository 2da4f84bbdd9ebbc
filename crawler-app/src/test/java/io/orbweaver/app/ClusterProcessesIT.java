package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of processes, as users run it. */
@Timeout(240)
class ClusterProcessesIT {
    private static final long PATIENCE_SECONDS = 90;

    @TempDir
    Path directory;

    private JarProcess start(String kind, int node, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                kind,
                "--set=cluster.join=tcp",
                "--set=cluster.members=127.31.75.1:5701",
                "--set=cluster.host=127.31.75." + node,
                "--set=http.host=127.31.75." + node,
                "--set=node.id=node-" + node,
                "--set=node.data=data-" + node));
        arguments.addAll(List.of(more));
        return JarProcess.start(directory, arguments.toArray(String[]::new));
    }

    private static void await(String said, JarProcess process) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!process.err().contains(said)) {
            if (System.nanoTime() > end || !process.running()) {
                throw new AssertionError("never said '" + said + "': " + process.err());
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    @Test
    void nodesStartedAtOnceJoinLoseTheirSchedulerAndGetItBack() throws Exception {
        long begin = System.nanoTime();
        try (JarProcess scheduler = start("scheduler", 1);
                JarProcess first = start("worker", 2);
                JarProcess second = start("worker", 3);
                JarProcess third = start("worker", 4)) {
            for (JarProcess node : List.of(scheduler, first, second, third)) {
                await(" ready, ", node);
            }
            System.out.println("four processes ready after " + (System.nanoTime() - begin) / 1_000_000 + " ms");

            scheduler.kill();
            scheduler.exitCode();
            await("scheduler node-1 at 127.31.75.1:5701 left", first);
            try (JarProcess again = start("scheduler", 1);
                    JarProcess copy = start("worker", 5, "--set=node.data=data-2", "--set=node.id=node-2")) {
                await(" ready, ", again);
                assertThat(again.err()).contains("worker node-2", "worker node-3", "worker node-4");
                assertThat(copy.exitCode()).as("two processes on one directory").isEqualTo(2);
                assertThat(copy.err()).contains("in use by another process");

                for (JarProcess node : List.of(first, again, second, third)) {
                    node.interrupt();
                }
                for (JarProcess node : List.of(first, again, second, third)) {
                    assertThat(node.exitCode()).as(node.err()).isZero();
                    assertThat(node.err()).contains("stopping", "stopped").doesNotContain("ERROR", "\tat ");
                }
            }
        }
    }

    @Test
    void aWorkerThatWaitsEndsWellAndOneWithoutAClusterIsMisused() throws Exception {
        try (JarProcess waiting = start("worker", 6);
                JarProcess alone = start("worker", 7, "--set=cluster.join=none")) {
            await("waiting for the cluster", waiting);
            waiting.interrupt();
            assertThat(waiting.exitCode()).as(waiting.err()).isZero();
            assertThat(alone.exitCode()).isEqualTo(2);
            assertThat(alone.err()).contains("cluster.join: is none");
        }
    }
}
