package io.orbweaver.app;

/** For commands that run no node. */
final class NoNodes implements Nodes {
    @Override
    public NodeSession scheduler(NodeOptions options) {
        throw new IllegalStateException("no node runs here");
    }

    @Override
    public NodeSession worker(NodeOptions options) {
        throw new IllegalStateException("no node runs here");
    }
}
