package io.orbweaver.node;

import io.orbweaver.cluster.ClusterMember;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node's time in the cluster.
 *
 * @param end completes when it is over: the node is to end, or was apart from the cluster
 */
record Membership(ClusterMember member, CompletableFuture<Void> end) {

    /** Waits until the membership is over or the time has passed, and tells whether it is over. */
    boolean over(long millis) throws InterruptedException {
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
