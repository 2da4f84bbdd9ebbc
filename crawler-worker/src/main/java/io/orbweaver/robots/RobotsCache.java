package io.orbweaver.robots;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the origins met lately. Bounded in entries and in memory: what was put longest ago goes first. Pure
 * state for one thread: time comes as a parameter, in nanoseconds of a monotonic clock.
 */
public final class RobotsCache {

    /** Bytes that an entry takes beside its rules and its key. */
    private static final int OVERHEAD = 128;

    private record Entry(RobotsRules rules, long expires, long bytes) {}

    private final int maxEntries;
    private final long maxBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;
    private long hits;
    private long misses;

    /** @param maxBytes about how much memory the entries may take together; 0 keeps one entry, as it does for entries */
    public RobotsCache(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Returns the rules of an origin, or null where they are unknown or no longer hold and must be asked for. */
    public @Nullable RobotsRules get(String origin, long now) {
        Entry entry = entries.get(origin);
        if (entry != null && entry.expires() - now <= 0) {
            remove(origin);
            entry = null;
        }
        if (entry == null) {
            misses++;
            return null;
        }
        hits++;
        return entry.rules();
    }

    /**
     * Remembers the rules of an origin in place of earlier ones. They are kept whatever their size, alone if need be: an
     * origin whose rules did not fit would be asked for them before every page.
     */
    public void put(String origin, RobotsRules rules, Duration validity, long now) {
        remove(origin);
        long size = OVERHEAD + origin.length() + rules.bytes();
        entries.put(origin, new Entry(rules, now + validity.toNanos(), size));
        bytes += size;
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > 1 && (entries.size() > maxEntries || bytes > maxBytes)) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Returns how often rules were asked for and known. */
    public long hits() {
        return hits;
    }

    /** Returns how often rules were asked for and not known. */
    public long misses() {
        return misses;
    }

    /** Returns how many origins are remembered, expired ones that nobody asked for included. */
    public int size() {
        return entries.size();
    }

    /** Returns about how much memory the entries take, in bytes. */
    public long bytes() {
        return bytes;
    }

    private void remove(String origin) {
        Entry removed = entries.remove(origin);
        if (removed != null) {
            bytes -= removed.bytes();
        }
    }
}
