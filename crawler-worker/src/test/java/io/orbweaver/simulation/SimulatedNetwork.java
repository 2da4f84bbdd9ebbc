package io.orbweaver.simulation;

import java.util.Random;

/** Carries messages late, twice, out of order or not at all, until a time from which on it only delays them. */
final class SimulatedNetwork {
    private final VirtualTime time;
    private final Random random;
    private final double drop;
    private final double twice;
    private final double late;
    private final long calmFrom;

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

    void send(Runnable arrives) {
        boolean calm = time.now() >= calmFrom;
        if (!calm && random.nextDouble() < drop) {
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
