package io.orbweaver.cluster;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A node's place in its cluster, from joining until leaving. Thread-safe. */
public interface ClusterMember {
    /** Returns the Vert.x whose event bus reaches every member; it is closed by {@link #leave}. */
    Vertx vertx();

    /** Returns this node as others see it. */
    ClusterNode self();

    /** Returns all members there are now, this one included. */
    List<ClusterNode> nodes();

    /** Tells of changes from now on. Those who were there before are in {@link #nodes}. */
    void listen(ClusterListener listener);

    /** Closes the event bus and leaves. Waits for the others for some seconds at most; twice does nothing. */
    CompletionStage<Void> leave();
}
