package io.orbweaver.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A scheduler and workers in JVMs of their own, each on its own address. Closing kills what runs. */
final class ClusterUnderTest implements AutoCloseable {
    /** A machine that does other things as well starts four JVMs in this time. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Where nodes are.
     *
     * @param prefix of their addresses: the scheduler has 1 behind it, workers have 11, 12 and so on
     * @param namespaces of the network, one for each node and named after it; empty for none
     */
    record Network(String prefix, String namespaces) {
        List<String> within(String node) {
            return namespaces.isEmpty() ? List.of() : List.of("ip", "netns", "exec", namespaces + node);
        }
    }

    private final Path directory;
    private final Network network;
    private final List<String> settings;
    private final NodeUnderTest scheduler;
    private final List<NodeUnderTest> workers = new ArrayList<>();
    private final ClusterApi api;

    ClusterUnderTest(Path directory, Network network, List<String> settings) {
        this.directory = directory;
        this.network = network;
        this.settings = new ArrayList<>(settings);
        this.settings.add("cluster.members=" + network.prefix() + "1:5701");
        this.scheduler = node("scheduler", "scheduler", network.prefix() + "1");
        this.api = new ClusterApi(scheduler.http());
    }

    private NodeUnderTest node(String id, String role, String address) {
        return new NodeUnderTest(id, role, address, directory, network.within(id), settings);
    }

    /** Starts a scheduler and workers at once, and waits until all shards are with them. */
    Duration start(int count) throws Exception {
        long begun = System.nanoTime();
        scheduler.start();
        for (int worker = 0; worker < count; worker++) {
            addWorker();
        }
        awaitSafe(workers);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Starts one more worker; returns at once. */
    NodeUnderTest addWorker() throws IOException {
        int number = workers.size() + 1;
        NodeUnderTest worker = node("worker-" + number, "worker", network.prefix() + (10 + number));
        workers.add(worker);
        worker.start();
        return worker;
    }

    NodeUnderTest scheduler() {
        return scheduler;
    }

    /** Returns a worker, counted from 1. */
    NodeUnderTest worker(int number) {
        return workers.get(number - 1);
    }

    List<NodeUnderTest> workers() {
        return List.copyOf(workers);
    }

    List<NodeUnderTest> nodes() {
        List<NodeUnderTest> all = new ArrayList<>(workers);
        all.add(scheduler);
        return all;
    }

    ClusterApi api() {
        return api;
    }

    /** Waits until these workers are ready and have shards, and every shard is where it belongs. */
    Duration awaitSafe(Collection<NodeUnderTest> some) throws Exception {
        return Waiting.until("the cluster is safe", PATIENCE, this::said, () -> {
            if (!api.ready(scheduler)) {
                return false;
            }
            JsonNode cluster = api.get("/cluster");
            boolean all = cluster.get("safe").asBoolean();
            for (NodeUnderTest worker : some) {
                JsonNode node = api.node(worker);
                all &= node.get("state").asText().equals("ready")
                        && node.get("shards").asInt() > 0;
            }
            return all;
        });
    }

    /** Waits until the cluster shows a worker in a state. */
    Duration awaitState(NodeUnderTest worker, String state) throws Exception {
        return Waiting.until(
                worker + " is " + state,
                PATIENCE,
                this::said,
                () -> api.node(worker).get("state").asText().equals(state));
    }

    /** Returns the worker that owns each shard that has an owner. */
    Map<Integer, String> owners() throws IOException, InterruptedException {
        Map<Integer, String> owners = new HashMap<>();
        for (JsonNode shard : api.get("/cluster").get("shards")) {
            if (!shard.get("owner").isNull()) {
                owners.put(shard.get("shard").asInt(), shard.get("owner").asText());
            }
        }
        return owners;
    }

    /** Returns what all nodes said. */
    String said() {
        return nodes().stream().map(node -> "---- " + node + "\n" + node.said()).collect(Collectors.joining());
    }

    @Override
    public void close() {
        api.close();
        for (NodeUnderTest node : nodes()) {
            node.close();
        }
    }
}
