package io.orbweaver.node;

import io.orbweaver.app.NodeSession;
import io.orbweaver.app.OpenParts;
import io.orbweaver.cluster.ClusterJoin;
import io.orbweaver.cluster.ClusterListener;
import io.orbweaver.cluster.ClusterMember;
import io.orbweaver.cluster.ClusterNode;
import io.orbweaver.cluster.ClusterRefusedException;
import io.orbweaver.cluster.Endpoint;
import io.orbweaver.cluster.JoinSettings;
import io.orbweaver.cluster.Role;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.config.Version;
import io.orbweaver.http.Health;
import io.orbweaver.http.NodeServer;
import io.orbweaver.metrics.Metric;
import io.orbweaver.metrics.NodeMetrics;
import io.orbweaver.store.DataDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of a cluster, from start to end. It has one thread of its own, which opens, waits and closes in order; the
 * parts of the node run on theirs.
 */
final class NodeProcess implements NodeSession {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final int CLOSE_SECONDS = 20;

    private final Role role;
    private final NodeConfig config;
    private final DataDirectory directory;
    private final KnownNodes known;
    private final Health health = new Health();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile String unready = "it has not joined the cluster yet";

    private NodeProcess(Role role, NodeConfig config, DataDirectory directory) {
        this.role = role;
        this.config = config;
        this.directory = directory;
        this.known = new KnownNodes(directory.path(), config.cluster().port());
    }

    /** Begins, with a directory that this closes at the end. */
    static NodeProcess start(Role role, NodeConfig config, DataDirectory directory) {
        NodeProcess process = new NodeProcess(role, config, directory);
        new Thread(process::run, "node").start();
        return process;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void interrupt() {
        if (stop.complete(null)) {
            LOG.info("stopping");
        }
    }

    private void run() {
        OpenParts parts = new OpenParts();
        parts.add(directory::close);
        try {
            live(parts);
            parts.close();
            LOG.info("stopped");
            ended.complete(null);
        } catch (RuntimeException | InterruptedException | Error e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            if (!(cause instanceof ClusterRefusedException)) {
                LOG.error("the node broke down", cause);
            }
            parts.closeAfter(cause);
            ended.completeExceptionally(cause);
        }
    }

    private void live(OpenParts parts) throws InterruptedException {
        LOG.info(
                "{} {}, version {}, cluster {}, data in {}",
                role.text(),
                directory.nodeId(),
                Version.text(),
                config.cluster().name(),
                directory.path());
        health.require("node", this::unready);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        parts.add(() -> await(vertx.close()));
        NodeMetrics metrics = new NodeMetrics();
        parts.add(metrics::close);
        MachineHealth machine = new MachineHealth(directory.path());
        machine.watch(vertx);
        metrics.show(Metric.STORE_BYTES, "", machine::used);
        health.require("store", machine::problem);
        NodeServer server = serve(vertx, metrics);
        NodeContext context = new NodeContext(
                config,
                directory,
                vertx,
                server,
                httpUrl(),
                health,
                metrics,
                machine,
                parts,
                stop::completeExceptionally);
        NodeParts node = role == Role.SCHEDULER ? new SchedulerNode(context, known) : new WorkerNode(context);
        while (!stop.isDone()) {
            belong(node);
        }
        stop.join();
    }

    private Optional<String> unready() {
        if (stop.isDone()) {
            return Optional.of("it is stopping");
        }
        String reason = unready;
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** The server has a Vert.x of its own: that of the cluster comes later, goes sooner, and may be busy. */
    private NodeServer serve(Vertx vertx, NodeMetrics metrics) {
        try {
            NodeServer server = await(NodeServer.listen(vertx, config.http(), health, metrics::text));
            LOG.info("health and metrics are at {}", httpUrl());
            return server;
        } catch (CompletionException e) {
            throw new ClusterRefusedException(
                    "This node cannot listen on " + config.http().host() + ":"
                            + config.http().port() + " (" + e.getCause().getMessage()
                            + "): set http.host to an address of this machine, and http.port to a free port.",
                    e);
        }
    }

    /** Is a member once: until the node ends, or was apart from the cluster and has to join afresh. */
    private void belong(NodeParts node) throws InterruptedException {
        ClusterJoin join = ClusterJoin.start(settings());
        stop.whenComplete((done, failure) -> join.cancel());
        ClusterMember member;
        try {
            member = join.joined().toCompletableFuture().join();
        } catch (CancellationException e) {
            LOG.debug("told to end before it joined", e);
            return;
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        stop.whenComplete((done, failure) -> end.complete(null));
        OpenParts parts = new OpenParts();
        parts.add(() -> await(member.leave()));
        try (parts) {
            member.listen(new Changes(end));
            LOG.info("joined: {}", names(member.nodes()));
            node.join(new Membership(member, end), parts);
            if (!end.isDone()) {
                unready = "";
                LOG.info("ready, {} ms after the start of the process", millisSinceStart());
            }
            end.join();
        }
    }

    private static String names(List<ClusterNode> nodes) {
        return String.join(", ", nodes.stream().map(ClusterNode::toString).toList());
    }

    private static long millisSinceStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(start, Instant.now()).toMillis();
    }

    private JoinSettings settings() {
        return new JoinSettings(
                config.cluster(),
                role,
                directory.nodeId(),
                directory.storeId(),
                directory.clusterId(),
                Version.text(),
                httpUrl(),
                role == Role.SCHEDULER ? known.all() : List.of());
    }

    private String httpUrl() {
        String host = Endpoint.bare(config.http().host());
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        String publicHost = Endpoint.bare(config.cluster().publicHost());
        return "http://"
                + new Endpoint(
                        any && !publicHost.isEmpty() ? publicHost : host,
                        config.http().port());
    }

    private static <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Says who comes and goes, and ends the membership when this node is none of them any more. */
    private final class Changes implements ClusterListener {
        private final CompletableFuture<Void> end;

        Changes(CompletableFuture<Void> end) {
            this.end = end;
        }

        @Override
        public void came(ClusterNode node) {
            LOG.info("{} came", node);
        }

        @Override
        public void left(ClusterNode node) {
            LOG.info("{} left", node);
        }

        @Override
        public void apart(String why) {
            unready = "it joins the cluster afresh";
            LOG.warn("joining afresh: {}", why);
            end.complete(null);
        }
    }
}
