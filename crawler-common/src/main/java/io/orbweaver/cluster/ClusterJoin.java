package io.orbweaver.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.orbweaver.cluster.JoinRules.Objection;
import io.orbweaver.config.NodeConfig;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's way into its cluster.
 *
 * <p>Hazelcast lets whoever finds nobody begin a cluster, and waits for seconds lest two do so at once. Here only the
 * scheduler begins one. A worker waits until a member answers; a scheduler looks for members once, those it knew when it
 * last ran included, so that it comes back into a cluster that lives on. Hazelcast is only started then, with addresses
 * that answer, and has nothing to wait for.
 */
public final class ClusterJoin {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterJoin.class);
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long COMPANY_MILLIS = 1_000;
    /** Longer than a dead member is remembered. */
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(14);

    private static final int BUS_SECONDS = 30;
    /** Once may be a member that ended just then. */
    private static final int REFUSALS = 2;

    private final JoinSettings settings;
    private final Discovery discovery;
    private final Probe probe;
    private final CompletableFuture<ClusterMember> joined = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** Used by the joining thread alone. */
    private List<Endpoint> known;

    private ClusterJoin(JoinSettings settings) {
        this.settings = settings;
        this.discovery = Discovery.of(settings.cluster());
        this.known = settings.known();
        this.probe = new Probe(settings);
    }

    /** Begins to join, on a thread of its own. With {@code join: none} nothing is joined and nothing listens. */
    public static ClusterJoin start(JoinSettings settings) {
        ClusterJoin join = new ClusterJoin(settings);
        Thread.ofPlatform().daemon().name("cluster-join").start(join::run);
        return join;
    }

    /**
     * Returns the outcome. It fails with a {@link ClusterRefusedException} where waiting would not help, and with a
     * CancellationException after {@link #cancel}.
     */
    public CompletionStage<ClusterMember> joined() {
        return joined;
    }

    /** Gives up; nothing stays open, be it that the node leaves a cluster it has just joined. */
    public void cancel() {
        cancelled.countDown();
    }

    private void run() {
        try {
            joined.complete(join());
        } catch (RuntimeException | InterruptedException | Error e) {
            joined.completeExceptionally(e);
        }
    }

    private ClusterMember join() throws InterruptedException {
        if (settings.cluster().join() == NodeConfig.Join.NONE) {
            return new LoneMember(settings.self());
        }
        int refusals = 0;
        while (true) {
            List<Endpoint> found = find();
            HazelcastInstance hazelcast = enter(found, refusals + 1 < REFUSALS);
            if (hazelcast != null) {
                return accompany(hazelcast);
            }
            refusals = probe.answering(found).isEmpty() ? 0 : refusals + 1;
            if (refusals == REFUSALS && known.containsAll(found)) {
                LOG.warn("{}, known from an earlier run, belong to another cluster now and are forgotten", found);
                known = List.of();
                refusals = 0;
            } else if (refusals == REFUSALS) {
                throw new ClusterRefusedException("The cluster at " + found.getFirst() + " is not named "
                        + settings.cluster().name() + " and does not let this node in: set cluster.name to its name, or"
                        + " cluster.members to where the nodes of this one are.");
            }
        }
    }

    /** Returns who answers, which is nobody only where this node may begin a cluster. */
    private List<Endpoint> find() throws InterruptedException {
        long said = System.nanoTime() - SAY_AGAIN_NANOS + TimeUnit.MILLISECONDS.toNanos(500);
        while (true) {
            Set<Endpoint> places = new LinkedHashSet<>(discovery.look());
            places.addAll(known);
            List<Endpoint> found = probe.answering(places);
            if (!found.isEmpty() || settings.role() == Role.SCHEDULER) {
                return found;
            }
            if (System.nanoTime() - said >= SAY_AGAIN_NANOS) {
                said = System.nanoTime();
                LOG.info(
                        "waiting for the cluster {}: no member answers ({})",
                        settings.cluster().name(),
                        where());
            }
            pause(LOOK_AGAIN_MILLIS);
        }
    }

    private String where() {
        NodeConfig.Cluster cluster = settings.cluster();
        return switch (cluster.join()) {
            case NONE -> "join none";
            case TCP -> "cluster.members " + String.join(", ", cluster.members());
            case KUBERNETES -> "cluster.service-dns " + cluster.serviceDns() + ", port " + cluster.port();
            case MULTICAST -> "multicast from " + cluster.host();
        };
    }

    private void pause(long millis) throws InterruptedException {
        if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
            throw new CancellationException("The node ends before it joined.");
        }
    }

    /** Returns the membership, or null where those who answer did not let this node in. */
    private @Nullable HazelcastInstance enter(List<Endpoint> found, boolean again) throws InterruptedException {
        Config config = MembershipConfig.of(settings, found);
        HazelcastInstance hazelcast;
        try {
            hazelcast = Hazelcast.newHazelcastInstance(config);
        } catch (HazelcastException | IllegalStateException e) {
            if (again && !found.isEmpty() && portIsFree(e)) {
                LOG.debug("joining failed and is tried again", e);
                return null;
            }
            throw refusal(found, e);
        }
        for (long waited = 0; !found.isEmpty() && alone(hazelcast); waited += LOOK_AGAIN_MILLIS) {
            if (waited >= COMPANY_MILLIS || cancelled.getCount() == 0) {
                hazelcast.getLifecycleService().terminate();
                pause(LOOK_AGAIN_MILLIS);
                return null;
            }
            cancelled.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        // From now on it looks everywhere, to find a part of the cluster that it is separated from.
        MembershipConfig.lookFor(config.getNetworkConfig().getJoin().getTcpIpConfig(), everywhere());
        return hazelcast;
    }

    private static boolean alone(HazelcastInstance hazelcast) {
        return hazelcast.getCluster().getMembers().size() == 1;
    }

    private List<Endpoint> everywhere() {
        NodeConfig.Cluster cluster = settings.cluster();
        if (cluster.join() != NodeConfig.Join.TCP) {
            return List.copyOf(discovery.look());
        }
        return cluster.members().stream()
                .map(member -> Endpoint.parse(member, cluster.port()))
                .toList();
    }

    private static boolean portIsFree(Throwable failure) {
        return bindFailure(failure) == null;
    }

    private static @Nullable Throwable bindFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return cause;
            }
        }
        return null;
    }

    private ClusterRefusedException refusal(List<Endpoint> found, RuntimeException failure) {
        Throwable bind = bindFailure(failure);
        if (bind != null) {
            return new ClusterRefusedException(
                    "This node cannot listen on " + settings.bindHost() + ":"
                            + settings.cluster().port() + " (" + bind.getMessage()
                            + "): set cluster.host to an address of this machine, and cluster.port to a free port.",
                    failure);
        }
        if (found.isEmpty()) {
            return new ClusterRefusedException(
                    "The membership service does not start (" + failure.getMessage() + ").", failure);
        }
        return new ClusterRefusedException(
                "The cluster at " + found.getFirst() + " does not let this node in: it runs another version than "
                        + settings.version()
                        + ", or another version of Hazelcast; its log says which. Start all nodes with"
                        + " the same version.",
                failure);
    }

    /** Takes the place in the cluster, or leaves it at once. */
    private ClusterMember accompany(HazelcastInstance hazelcast) throws InterruptedException {
        Vertx vertx = null;
        boolean done = false;
        try {
            check(hazelcast);
            vertx = bus(hazelcast);
            MulticastAnswers answers = settings.cluster().join() == NodeConfig.Join.MULTICAST ? answers() : null;
            pause(0);
            done = true;
            return new JoinedMember(hazelcast, vertx, settings.self(), answers);
        } finally {
            if (!done) {
                leave(hazelcast, vertx);
            }
        }
    }

    private static void leave(HazelcastInstance hazelcast, @Nullable Vertx vertx) {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        hazelcast.shutdown();
    }

    private void check(HazelcastInstance hazelcast) throws InterruptedException {
        long deadline = System.nanoTime() + FORGET_NANOS;
        boolean said = false;
        while (true) {
            Member own = hazelcast.getCluster().getLocalMember();
            Optional<Objection> objection = JoinRules.objection(
                    settings.self(),
                    hazelcast.getCluster().getMembers().stream()
                            .filter(member -> !member.getUuid().equals(own.getUuid()))
                            .map(MemberNames::read)
                            .toList());
            if (objection.isEmpty()) {
                return;
            }
            String text = objection.get().text();
            if (objection.get() instanceof JoinRules.Lasting || System.nanoTime() - deadline > 0) {
                throw new ClusterRefusedException(text);
            }
            if (!said) {
                LOG.info("waiting until the cluster forgets this node's last run");
                said = true;
            }
            pause(LOOK_AGAIN_MILLIS);
        }
    }

    private Vertx bus(HazelcastInstance hazelcast) {
        try {
            return Vertx.builder()
                    .with(EventBusSettings.clustered(settings))
                    .withClusterManager(new HazelcastClusterManager(hazelcast))
                    .buildClustered()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(BUS_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterRefusedException(
                    "The messages between nodes cannot be listened for on " + settings.bindHost() + ":"
                            + settings.cluster().eventBusPort() + " (" + cause.getMessage()
                            + "): set cluster.event-bus-port to a free port.",
                    e);
        }
    }

    private @Nullable MulticastAnswers answers() {
        try {
            return MulticastAnswers.start(
                    settings.cluster().name(),
                    settings.bindHost(),
                    settings.self().address());
        } catch (IOException e) {
            throw new ClusterRefusedException(
                    "This node cannot be found by multicast on " + settings.bindHost() + " (" + e.getMessage()
                            + "): set cluster.host to an address of a network with multicast, or cluster.join to tcp.",
                    e);
        }
    }
}
