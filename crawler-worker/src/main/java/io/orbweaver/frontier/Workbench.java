package io.orbweaver.frontier;

import io.orbweaver.politeness.RetryAfter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The hosts in memory, in the order of the time they are due, on the shards that are open; those for which there is no
 * place wait on disk and are searched for (the workbench of BUbiNG). Owned by the frontier's thread.
 */
final class Workbench {
    /** A place in the due-time queue; stale where the host is due at another time by now. */
    private record Due(long at, Host host) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(at, other.at);
        }
    }

    private record HostKey(int shard, long hash) {}

    private final Frontier.Settings settings;
    /** The shards that may be asked, and when each was opened. */
    private final Map<Integer, Long> shards = new HashMap<>();

    private final Map<HostKey, Host> hosts = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    final DormantSearch dormant = new DormantSearch();
    /** Hosts in memory that had nothing to do at their last turn; they make room for others. */
    private final ArrayDeque<Host> emptied = new ArrayDeque<>();

    private int headEntries = 64;

    Workbench(Frontier.Settings settings) {
        this.settings = settings;
    }

    void open(int shard, long now) {
        shards.put(shard, now);
        dormant.missed();
    }

    void close(int shard) {
        shards.remove(shard);
    }

    boolean isOpen(int shard) {
        return shards.containsKey(shard);
    }

    /** Whether nothing of the shard is in flight. */
    boolean quiet(int shard) {
        return hosts.values().stream().noneMatch(host -> host.shard == shard && !host.idle());
    }

    void forget(int shard) {
        for (Host host : List.copyOf(hosts.values())) {
            if (host.shard == shard) {
                remove(host, true);
            }
        }
    }

    @Nullable
    Host host(int shard, long hash) {
        return hosts.get(new HostKey(shard, hash));
    }

    Collection<Host> hosts() {
        return hosts.values();
    }

    int size() {
        return hosts.size();
    }

    /** Returns how many more hosts there may be. */
    int free() {
        return settings.maxHosts() - hosts.size();
    }

    /** Whether there is a place for one more host; one that has nothing to do makes room. */
    boolean room() {
        while (hosts.size() >= settings.maxHosts() && !emptied.isEmpty()) {
            Host host = emptied.removeFirst();
            if (host.empty() && host(host.shard, host.hash) == host) {
                remove(host, true);
            }
        }
        return hosts.size() < settings.maxHosts();
    }

    /** Takes a host in. {@code fresh}: nobody ever asked it. */
    Host activate(HostRow row, long hash, boolean fresh, long now, long wallMillis) {
        Host host = new Host(row, hash);
        hosts.put(new HostKey(row.shard(), hash), host);
        headEntries = Math.clamp(settings.maxHeads() / hosts.size(), 4, 64);
        if (!fresh) {
            // Both times lost the fraction of a millisecond: one less, so that no pause is too short.
            long sinceEnd = Math.max(0, wallMillis - row.lastEndMillis() - 1) * 1_000_000;
            long openedAt = shards.getOrDefault(row.shard(), now);
            long end = row.lastEndMillis() == 0 ? openedAt : Math.max(openedAt, now - sinceEnd);
            host.ends.assumeTouched(Math.min(now, end));
            if (row.blockedUntilMillis() > wallMillis) {
                // A clock that was set back must not make a host wait for years.
                Duration most = settings.maxWait().isZero() ? RetryAfter.MAX : settings.maxWait();
                long left = Math.min(most.toMillis(), row.blockedUntilMillis() - wallMillis);
                host.blockedUntil = now + left * 1_000_000;
            }
        }
        return host;
    }

    void schedule(Host host, long at) {
        if (at < host.dueAt) {
            host.dueAt = at;
            due.add(new Due(at, host));
        }
    }

    /**
     * Takes the next host whose turn has come.
     *
     * @param full whether none may be taken: then a place that is not stale stays
     * @return null where none is left
     */
    @Nullable
    Host next(long now, boolean full) {
        for (Due next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
            boolean stale = next.at() != next.host().dueAt;
            if (!stale && full) {
                return null;
            }
            due.remove();
            if (!stale) {
                next.host().dueAt = Host.NOT_DUE;
                if (isOpen(next.host().shard)) {
                    return next.host();
                }
            }
        }
        return null;
    }

    /** Returns when the next host is due, {@link Long#MAX_VALUE} where none is. */
    long wake() {
        Due next = due.peek();
        return next == null ? Long.MAX_VALUE : next.at();
    }

    int headEntries() {
        return headEntries;
    }

    /** Whether hosts on disk wait for a place in memory. */
    boolean crowded() {
        return dormant.open() && hosts.size() >= settings.maxHosts();
    }

    void emptied(Host host) {
        emptied.addLast(host);
        if (emptied.size() > 2 * settings.maxHosts()) {
            emptied.removeFirst();
        }
    }

    void remove(Host host, boolean empty) {
        hosts.remove(new HostKey(host.shard, host.hash));
        host.dueAt = Host.NOT_DUE;
        if (!empty) {
            dormant.missed();
        }
    }

    /** A crawl is deleted. */
    void forgetCrawl(int crawl) {
        hosts.values().forEach(host -> host.drop(crawl));
    }
}
