package io.orbweaver.cluster;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The only process of its cluster: nothing is joined, nothing listens. */
final class LoneMember implements ClusterMember {
    private final Vertx vertx;
    private final ClusterNode self;

    LoneMember(ClusterNode self) {
        this.vertx = Vertx.vertx(EventBusSettings.vertx());
        this.self = self;
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
        return List.of(self);
    }

    @Override
    public void listen(ClusterListener listener) {
        // Nobody comes and nobody leaves.
    }

    @Override
    public CompletionStage<Void> leave() {
        return vertx.close().toCompletionStage();
    }
}
