package io.orbweaver.frontier;

import io.orbweaver.politeness.Effective;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The head of one crawl's queue on one host: the entries with the least depth and order, the rest being on disk. Every
 * entry on disk up to {@code loadedTo} is either in the head or taken; those beyond are loaded when the head runs low.
 * Owned by the frontier's thread.
 */
final class CrawlQueue {
    /** Where a load begins: behind this entry. {@code order} -1: at the front. */
    record Cursor(int depth, long order) implements Comparable<Cursor> {
        static final Cursor FRONT = new Cursor(0, -1);

        static Cursor of(QueuedUrl url) {
            return new Cursor(url.depth(), url.order());
        }

        @Override
        public int compareTo(Cursor other) {
            int byDepth = Integer.compare(depth, other.depth);
            return byDepth != 0 ? byDepth : Long.compare(order, other.order);
        }
    }

    /** Origins of a host that may name sitemaps: more are not remembered. */
    private static final int MAX_ORIGINS = 16;

    final int crawl;
    final Host host;
    private final TreeSet<QueuedUrl> head = new TreeSet<>();
    private final Set<Long> taken = new HashSet<>();
    private final Set<String> origins = new HashSet<>(2);
    private Cursor loadedTo = Cursor.FRONT;
    private boolean complete;
    private boolean loading;
    long fetched;
    private @Nullable Effective effective;
    private long rulesVersion = -1;

    /** {@code empty}: whether the disk holds nothing of it, so that nothing has to be loaded. */
    CrawlQueue(int crawl, Host host, boolean empty) {
        this.crawl = crawl;
        this.host = host;
        this.complete = empty;
    }

    void add(QueuedUrl url, int limit) {
        if (taken.contains(url.order()) || !complete && Cursor.of(url).compareTo(loadedTo) > 0) {
            return;
        }
        head.add(url);
        while (head.size() > limit) {
            head.pollLast();
            loadedTo = Cursor.of(head.last());
            complete = false;
        }
    }

    @Nullable
    QueuedUrl first() {
        return head.isEmpty() ? null : head.first();
    }

    /** Takes the first entry: it stays on disk until its commit, and is not loaded again before. */
    QueuedUrl take() {
        QueuedUrl url = head.removeFirst();
        taken.add(url.order());
        return url;
    }

    /** The entry was not asked for after all. */
    void putBack(QueuedUrl url) {
        taken.remove(url.order());
        head.add(url);
    }

    /** The entry's end is durable: it is gone from the disk, or waits there for another attempt. */
    void settled(QueuedUrl url) {
        taken.remove(url.order());
    }

    /** Returns where to load from, or null where nothing has to be loaded now. */
    @Nullable
    Cursor wanted(int low) {
        if (complete || loading || head.size() > low) {
            return null;
        }
        loading = true;
        return loadedTo;
    }

    void loaded(Cursor from, List<QueuedUrl> urls, boolean end) {
        loading = false;
        if (!from.equals(loadedTo)) {
            return;
        }
        for (QueuedUrl url : urls) {
            loadedTo = Cursor.of(url);
            if (!taken.contains(url.order())) {
                head.add(url);
            }
        }
        complete = end;
    }

    /** Whether it has nothing to do, now or after a load. */
    boolean empty() {
        return head.isEmpty() && complete && taken.isEmpty();
    }

    boolean idle() {
        return taken.isEmpty() && !loading;
    }

    /** Whether the crawl comes to this origin of the host for the first time, as far as memory goes. */
    boolean meets(String origin) {
        return origins.size() < MAX_ORIGINS && origins.add(origin);
    }

    Set<Long> takenOrders() {
        return Set.copyOf(taken);
    }

    int taken() {
        return taken.size();
    }

    Effective effective(Frontier.Rules rules, CrawlPlan plan) {
        Effective known = effective;
        if (known == null || rulesVersion != rules.version()) {
            known = rules.rules().effectiveFor(host.name, plan.spec().politeness());
            effective = known;
            rulesVersion = rules.version();
        }
        return known;
    }

    void forgetRules() {
        effective = null;
    }
}
