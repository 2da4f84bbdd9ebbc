package io.orbweaver.testweb;

/**
 * A sequence of random numbers that depends on nothing but what it was made for, on every machine. For one thread.
 */
final class Dice {
    /** Keeps the sequences apart that are thrown for one page. */
    enum Purpose {
        PATH,
        SIZE,
        LINKS,
        TEXT,
        COMPANIONS,
        REDIRECT,
        UNAVAILABLE,
        LATENCY
    }

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, Purpose purpose, int host, int page) {
        state = mix(mix(mix(seed + STEP * (purpose.ordinal() + 1)) + host) + page);
    }

    /** Returns a number from zero to below the bound. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    boolean permil(int chance) {
        return below(1000) < chance;
    }

    /** Returns a number of the standard normal distribution. */
    double gaussian() {
        // StrictMath, since Math may differ in the last bit from one processor to another.
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - fraction()));
        return radius * StrictMath.cos(2 * Math.PI * fraction());
    }

    private double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    private long next() {
        state += STEP;
        return mix(state);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
