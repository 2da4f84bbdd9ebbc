package io.orbweaver.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
final class Heard implements ClusterListener {
    final List<ClusterNode> came = new CopyOnWriteArrayList<>();
    final List<ClusterNode> left = new CopyOnWriteArrayList<>();
    final List<String> apart = new CopyOnWriteArrayList<>();

    @Override
    public void came(ClusterNode node) {
        came.add(node);
    }

    @Override
    public void left(ClusterNode node) {
        left.add(node);
    }

    @Override
    public void apart(String why) {
        apart.add(why);
    }
}
