package io.orbweaver.cluster;

import io.orbweaver.config.NodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Nodes of one cluster in this JVM, each on a loopback address of its own. Closing ends them all. */
final class TestCluster implements AutoCloseable {
    static final long PATIENCE_SECONDS = 40;
    private static final int PORT = 5701;

    private final String network;
    private final NodeConfig.Join join;
    private final List<ClusterJoin> joins = new ArrayList<>();
    String name = "test";
    String version = "1.0";
    String clusterId = "";
    String storeOf = "";
    List<Endpoint> known = List.of();
    /** Which nodes each one is told to look for. */
    int[] members = {1};

    /** @param network the first three numbers of the addresses */
    TestCluster(String network, NodeConfig.Join join) {
        this.network = network;
        this.join = join;
    }

    Endpoint address(int node) {
        return new Endpoint(network + "." + node, PORT);
    }

    JoinSettings settings(Role role, int node) {
        List<String> names =
                IntStream.of(members).mapToObj(each -> address(each).toString()).toList();
        NodeConfig.Cluster cluster = new NodeConfig.Cluster(
                name, network + "." + node, "", PORT, 5702, join, names, "", 256, Duration.ofSeconds(15));
        String store = storeOf.isEmpty() ? "store-" + node : storeOf;
        return new JoinSettings(
                cluster, role, "node-" + node, store, clusterId, version, "http://" + network + "." + node, known);
    }

    CompletableFuture<ClusterMember> start(Role role, int node) {
        ClusterJoin started = ClusterJoin.start(settings(role, node));
        joins.add(started);
        return started.joined().toCompletableFuture();
    }

    ClusterMember joined(Role role, int node) {
        return get(start(role, node));
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Returns why a node may not join. */
    String refused(Role role, int node) {
        try {
            get(start(role, node));
        } catch (CompletionException e) {
            if (e.getCause() instanceof ClusterRefusedException refusal) {
                return String.valueOf(refusal.getMessage());
            }
            throw e;
        }
        throw new AssertionError("it was let in");
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        CompletableFuture<Void> never = new CompletableFuture<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            never.copy().completeOnTimeout(null, 20, TimeUnit.MILLISECONDS).join();
        }
    }

    static void leave(ClusterMember member) {
        get(member.leave().toCompletableFuture());
    }

    @Override
    public void close() {
        joins.forEach(ClusterJoin::cancel);
        List<CompletableFuture<Void>> left = joins.stream()
                .map(each -> each.joined()
                        .thenCompose(ClusterMember::leave)
                        .exceptionally(failure -> null)
                        .toCompletableFuture())
                .toList();
        left.forEach(TestCluster::get);
    }
}
