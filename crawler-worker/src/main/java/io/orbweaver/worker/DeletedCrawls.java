package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.message.HeartbeatReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Crawls that are deleted: each is dropped when nothing of it is under way here any more. A shard may bring along what it
 * has of crawls that were deleted while it was away: crawls that no order names, though later ones are known. Pure.
 */
final class DeletedCrawls {
    private final CrawlBook crawls;
    /** Those that are not gone yet, and whether their data is being dropped. */
    private final Map<Integer, Boolean> doomed = new TreeMap<>();

    private boolean told;
    private int newest;

    DeletedCrawls(CrawlBook crawls) {
        this.crawls = crawls;
    }

    /** Takes an answer of the scheduler in; returns the crawls that are to stand still from now on. */
    List<Integer> ordered(HeartbeatReply reply) {
        told = true;
        newest = Math.max(newest, reply.newest());
        List<Integer> gone = new ArrayList<>(reply.deleted());
        if (reply.whole()) {
            Set<Integer> named = new HashSet<>();
            reply.crawls().forEach(order -> named.add(order.crawl()));
            crawls.ids().stream().filter(crawl -> !named.contains(crawl)).forEach(gone::add);
        }
        gone.removeIf(crawl -> !crawls.knows(crawl));
        gone.forEach(crawl -> doomed.putIfAbsent(crawl, false));
        findForgotten();
        return gone;
    }

    /** Shards were opened, or orders came. */
    void findForgotten() {
        for (int crawl : crawls.counted()) {
            if (told && crawl <= newest && !crawls.knows(crawl)) {
                doomed.putIfAbsent(crawl, false);
            }
        }
    }

    boolean contains(int crawl) {
        return doomed.containsKey(crawl);
    }

    /** Returns the commits that drop what can be dropped now; {@code quiet}: whether nothing of a crawl is under way. */
    List<Commit.Dropped> drop(IntPredicate quiet) {
        List<Commit.Dropped> drops = new ArrayList<>();
        for (Map.Entry<Integer, Boolean> crawl : doomed.entrySet()) {
            if (!crawl.getValue() && quiet.test(crawl.getKey())) {
                crawl.setValue(true);
                drops.add(new Commit.Dropped(crawl.getKey()));
            }
        }
        return drops;
    }

    void dropped(int crawl) {
        doomed.remove(crawl);
    }
}
