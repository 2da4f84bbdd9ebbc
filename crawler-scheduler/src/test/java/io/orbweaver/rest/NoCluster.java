package io.orbweaver.rest;

import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.NoSuchNodeException;
import java.util.List;

/** A scheduler whose cluster nobody has joined. */
final class NoCluster implements ClusterView {
    @Override
    public Status status() {
        return new Status("test", false, List.of("no worker has joined"), List.of(), List.of());
    }

    @Override
    public void drain(String node) {
        throw new NoSuchNodeException(node);
    }

    @Override
    public void lost(String node) {
        throw new NoSuchNodeException(node);
    }
}
