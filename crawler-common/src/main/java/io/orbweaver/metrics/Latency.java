package io.orbweaver.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations by length. Any thread; recording allocates nothing and waits for nobody. The bounds, in nanoseconds,
 * are close enough together for quantiles: at most 2.5 apart.
 */
public final class Latency {
    private static final long[] WAITING = bounds(TimeUnit.MILLISECONDS.toNanos(1), 15);
    private static final long[] COMPUTING = bounds(TimeUnit.MICROSECONDS.toNanos(10), 13);

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    private Latency(long[] bounds) {
        this.bounds = bounds;
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Of what waits for other machines or threads: bounds from 1 ms to 50 s. */
    public static Latency ofWaiting() {
        return new Latency(WAITING);
    }

    /** Of what is computed: bounds from 10 µs to 100 ms. */
    static Latency ofComputing() {
        return new Latency(COMPUTING);
    }

    /** Returns 1, 2.5, 5, 10, 25 and so on, times the first. */
    private static long[] bounds(long first, int count) {
        long[] bounds = new long[count];
        long decade = first;
        for (int i = 0; i < count; i += 3) {
            bounds[i] = decade;
            if (i + 1 < count) {
                bounds[i + 1] = decade * 5 / 2;
            }
            if (i + 2 < count) {
                bounds[i + 2] = decade * 5;
            }
            decade *= 10;
        }
        return bounds;
    }

    /** Counts one duration in nanoseconds. */
    public void record(long duration) {
        int bucket = 0;
        while (bucket < bounds.length && duration > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(duration);
    }

    /** Returns the upper bounds of the buckets in seconds; the last is infinite. */
    double[] seconds() {
        double[] seconds = new double[bounds.length + 1];
        for (int i = 0; i < bounds.length; i++) {
            seconds[i] = bounds[i] / 1e9;
        }
        seconds[bounds.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    /** Returns how many durations each bucket has, without those of the buckets below. */
    long[] counts() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return now;
    }

    /** Returns the sum of all durations in seconds. */
    double sum() {
        return nanos.sum() / 1e9;
    }
}
