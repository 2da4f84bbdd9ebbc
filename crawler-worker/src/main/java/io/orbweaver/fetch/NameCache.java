package io.orbweaver.fetch;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.metrics.WorkerMetrics;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what names resolve to, for the time the record allows but never longer than configured, and what did not
 * resolve for the negative time. Zero for either time remembers nothing. Lookups of one name under way at the same time
 * are one lookup. Beyond its capacity the name least recently asked for is forgotten.
 *
 * <p>Callable from any thread: everything is behind one monitor that is never held while something else is called.
 */
final class NameCache {
    private final NameSource source;
    private final long longestNanos;
    private final long negativeNanos;
    private final int capacity;
    private final LongSupplier clock;
    private final WorkerMetrics metrics;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Promise<List<InetAddress>>> pending = new HashMap<>();

    /** @param clock monotonic nanoseconds */
    NameCache(NameSource source, FetchConfig.Dns config, int capacity, LongSupplier clock, WorkerMetrics metrics) {
        this.source = source;
        this.longestNanos = config.cacheTtl().toNanos();
        this.negativeNanos = config.negativeTtl().toNanos();
        this.capacity = capacity;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Returns the addresses of a host; fails as {@link NameSource#ask} does. */
    Future<List<InetAddress>> resolve(String host) {
        Promise<List<InetAddress>> promise;
        synchronized (this) {
            Entry entry = entries.get(host);
            if (entry != null && entry.until() - clock.getAsLong() > 0) {
                metrics.name(true);
                return entry.result();
            }
            Promise<List<InetAddress>> underWay = pending.get(host);
            if (underWay != null) {
                metrics.name(true);
                return underWay.future();
            }
            promise = Promise.promise();
            pending.put(host, promise);
        }
        metrics.name(false);
        long begin = System.nanoTime();
        source.ask(host).onComplete(answer -> {
            metrics.nameAsked(System.nanoTime() - begin);
            keep(host, promise, answer);
        });
        return promise.future();
    }

    private void keep(String host, Promise<List<InetAddress>> promise, AsyncResult<NameSource.Answer> answer) {
        NameSource.@Nullable Answer found = answer.succeeded() ? answer.result() : null;
        long nanos = found == null
                ? negativeNanos
                : Math.min(longestNanos, Duration.ofSeconds(found.ttlSeconds()).toNanos());
        Future<List<InetAddress>> result =
                found == null ? Future.failedFuture(answer.cause()) : Future.succeededFuture(found.addresses());
        synchronized (this) {
            pending.remove(host);
            if (nanos > 0) {
                entries.put(host, new Entry(result, clock.getAsLong() + nanos));
                forgetBeyondCapacity();
            }
        }
        result.onComplete(promise);
    }

    private void forgetBeyondCapacity() {
        Iterator<Entry> eldest = entries.values().iterator();
        while (entries.size() > capacity && eldest.hasNext()) {
            eldest.next();
            eldest.remove();
        }
    }

    private record Entry(Future<List<InetAddress>> result, long until) {}
}
