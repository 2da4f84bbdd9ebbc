package io.orbweaver.scheduler;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The permits of one crawl with a limit on its pages. What is granted, less what came back, can never pass the limit,
 * and a shard can only commit as many pages as it holds permits: so the limit is exact. All numbers only grow. Pure.
 */
final class PermitLedger {
    /** At most so many permits go to a shard at once, so that one shard cannot hold what others need. */
    private static final long CHUNK = 32;

    private long limit;
    private final Map<Integer, Long> granted = new HashMap<>();
    private final Map<Integer, Long> returned = new HashMap<>();
    private final Map<Integer, Long> used = new HashMap<>();
    private final Set<Integer> wanting = new LinkedHashSet<>();
    private long outstanding;
    private long usedSum;
    private long lost;

    PermitLedger(long limit) {
        this.limit = limit;
    }

    /** A lower limit undoes nothing. */
    void limit(long pages) {
        limit = pages;
    }

    /** What the disk says a shard was granted. */
    void restore(int shard, long total) {
        outstanding += total - granted.getOrDefault(shard, 0L);
        granted.put(shard, total);
    }

    /** What was given to shards that are lost; it never comes back. */
    void restoreLost(long total) {
        outstanding += total;
        usedSum += total;
        lost = total;
    }

    /** The shard is lost: whatever it had and did not give back counts as used. */
    void lost(int shard) {
        Long granted = this.granted.remove(shard);
        long used = orZero(this.used.remove(shard));
        long kept = orZero(granted) - orZero(returned.remove(shard));
        usedSum += kept - used;
        lost += kept;
        wanting.remove(shard);
    }

    /** Returns how many permits are lost in all. */
    long lost() {
        return lost;
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /** Takes in a shard's totals. */
    void report(int shard, long usedTotal, long returnedTotal, boolean wanted) {
        long moreReturned = returnedTotal - returned.getOrDefault(shard, 0L);
        if (moreReturned > 0) {
            returned.put(shard, returnedTotal);
            outstanding -= moreReturned;
        }
        long moreUsed = usedTotal - used.getOrDefault(shard, 0L);
        if (moreUsed > 0) {
            used.put(shard, usedTotal);
            usedSum += moreUsed;
        }
        if (wanted) {
            wanting.add(shard);
        } else {
            wanting.remove(shard);
        }
    }

    /** Grants what the waiting shards can get; returns their new totals, which must be durable before they are sent. */
    Map<Integer, Long> grant() {
        Map<Integer, Long> grants = new HashMap<>();
        for (int shard : List.copyOf(wanting)) {
            long left = limit - outstanding;
            if (left <= 0) {
                break;
            }
            long chunk = Math.clamp(left / (2L * wanting.size()), 1, Math.min(left, CHUNK));
            long total = granted.getOrDefault(shard, 0L) + chunk;
            granted.put(shard, total);
            outstanding += chunk;
            grants.put(shard, total);
            wanting.remove(shard);
        }
        return grants;
    }

    long granted(int shard) {
        return granted.getOrDefault(shard, 0L);
    }

    /** Whether a shard waits for a permit that only another shard can give back. */
    boolean starving() {
        return !wanting.isEmpty() && limit - outstanding <= 0 && usedSum < limit;
    }

    /** Whether the last page has been committed. */
    boolean spent() {
        return usedSum >= limit;
    }
}
