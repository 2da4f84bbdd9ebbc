package io.orbweaver.scheduler;

import java.util.ArrayDeque;

/** Pages and bytes a second, over the last ten seconds. Owned by one thread; times in nanoseconds. */
public final class Rates {
    private static final long WINDOW = 10_000_000_000L;

    private record Sample(long at, long pages, long bytes) {}

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    public void sample(long now, long pages, long bytes) {
        Sample last = samples.peekLast();
        if (last == null || now - last.at() > WINDOW / 100) {
            samples.addLast(new Sample(now, pages, bytes));
        }
        while (samples.size() > 2 && now - samples.peekFirst().at() > WINDOW) {
            samples.removeFirst();
        }
    }

    public double pages() {
        return rate(
                samples.isEmpty()
                        ? 0
                        : samples.peekLast().pages() - samples.peekFirst().pages());
    }

    public double bytes() {
        return rate(
                samples.isEmpty()
                        ? 0
                        : samples.peekLast().bytes() - samples.peekFirst().bytes());
    }

    private double rate(long amount) {
        long nanos = samples.isEmpty()
                ? 0
                : samples.peekLast().at() - samples.peekFirst().at();
        return nanos <= 0 ? 0 : amount * 1e9 / nanos;
    }
}
