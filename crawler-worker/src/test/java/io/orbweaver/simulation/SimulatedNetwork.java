package io.orbweaver.simulation;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Carries messages late, twice, out of order or not at all, until a time from which on it only delays them. */
final class SimulatedNetwork {
    private final VirtualTime time;
    private final Random random;
    private final double drop;
    private final double twice;
    private final double late;
    private final long calmFrom;
    private final Set<String> alone = new HashSet<>();

    SimulatedNetwork(VirtualTime time, Random random, long calmFrom) {
        this.time = time;
        this.random = random;
        this.calmFrom = calmFrom;
        this.drop = chance();
        this.twice = chance();
        this.late = chance();
    }

    private double chance() {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
    }

    /** From now on nobody else hears this node, until {@link #join}. */
    void cut(String node) {
        alone.add(node);
    }

    void join(String node) {
        alone.remove(node);
    }

    boolean parted(String node) {
        return alone.contains(node);
    }

    void send(String from, String to, Runnable arrives) {
        boolean calm = time.now() >= calmFrom;
        boolean parted = alone.contains(from) || alone.contains(to);
        if (parted || !calm && random.nextDouble() < drop) {
            return;
        }
        time.after(delay(calm), arrives);
        if (!calm && random.nextDouble() < twice) {
            time.after(delay(false), arrives);
        }
    }

    private long delay(boolean calm) {
        long most = !calm && random.nextDouble() < late ? 5_000 : 50;
        return (long) (random.nextDouble() * most * VirtualTime.MILLI);
    }
}
