package io.orbweaver.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member by Hazelcast. */
final class JoinedMember implements ClusterMember {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedMember.class);
    private static final int CLOSE_SECONDS = 5;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final ClusterNode self;
    private final @Nullable MulticastAnswers answers;
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> leaving = new AtomicReference<>();
    private final AtomicReference<@Nullable String> apart = new AtomicReference<>();

    JoinedMember(HazelcastInstance hazelcast, Vertx vertx, ClusterNode self, @Nullable MulticastAnswers answers) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.self = self;
        this.answers = answers;
        hazelcast.getCluster().addMembershipListener(new Changes());
        hazelcast.getLifecycleService().addLifecycleListener(this::changed);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public ClusterNode self() {
        return self;
    }

    @Override
    public List<ClusterNode> nodes() {
        try {
            return hazelcast.getCluster().getMembers().stream()
                    .map(MemberNames::read)
                    .toList();
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.debug("asked for members after leaving: {}", e.getMessage());
            return List.of(self);
        }
    }

    @Override
    public void listen(ClusterListener listener) {
        listeners.add(listener);
        String why = apart.get();
        if (why != null) {
            listener.apart(why);
        }
    }

    private void changed(LifecycleEvent event) {
        if (leaving.get() != null) {
            return;
        }
        LifecycleState state = event.getState();
        if (state == LifecycleState.MERGING) {
            apart("it was separated from the cluster and is merged with it again");
        } else if (state == LifecycleState.SHUTTING_DOWN) {
            apart("the membership service ended by itself");
        }
    }

    private void apart(String why) {
        if (apart.compareAndSet(null, why)) {
            listeners.forEach(listener -> listener.apart(why));
        }
    }

    @Override
    public CompletionStage<Void> leave() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        CompletableFuture<Void> before = leaving.compareAndExchange(null, left);
        if (before != null) {
            return before;
        }
        Thread.ofPlatform().daemon().name("cluster-leave").start(() -> {
            try {
                close();
                left.complete(null);
            } catch (RuntimeException | Error e) {
                left.completeExceptionally(e);
            }
        });
        return left;
    }

    private void close() {
        if (answers != null) {
            answers.close();
        }
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            if (apart.get() == null) {
                // Hands over where messages go, so that the others lose none of their addresses for a moment.
                hazelcast.shutdown();
            } else {
                hazelcast.getLifecycleService().terminate();
            }
        }
    }

    /** Hands changes on to those who listen. */
    private final class Changes implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            ClusterNode node = MemberNames.read(event.getMember());
            listeners.forEach(listener -> listener.came(node));
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            ClusterNode node = MemberNames.read(event.getMember());
            listeners.forEach(listener -> listener.left(node));
        }
    }
}
