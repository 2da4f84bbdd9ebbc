package io.orbweaver.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which worker a shard should be with: the one whose name and the shard's number give the highest hash (rendezvous
 * hashing, Thaler and Ravishankar 1998), unless that has its share already (bounded loads, Mirrokni, Thorup and
 * Zadimoghaddam 2016): a crawl takes as long as its busiest worker. So a worker that comes or goes moves its own share
 * and little else. Pure.
 */
final class Balance {
    /** What a worker may have beyond an equal share: less would move more whenever one comes or goes. */
    private static final double SLACK = 1.05;

    private Balance() {}

    /** Returns the worker for each shard, nothing where there are no workers. */
    static List<String> shares(int shards, Collection<String> workers) {
        if (workers.isEmpty()) {
            return List.of();
        }
        int most = (int) Math.ceil(SLACK * shards / workers.size());
        Map<String, Integer> taken = new HashMap<>();
        List<String> shares = new ArrayList<>(shards);
        for (int shard = 0; shard < shards; shard++) {
            String best = best(
                    shard,
                    workers.stream()
                            .filter(worker -> taken.getOrDefault(worker, 0) < most)
                            .toList());
            taken.merge(best, 1, Integer::sum);
            shares.add(best);
        }
        return shares;
    }

    private static String best(int shard, List<String> workers) {
        String best = workers.getFirst();
        for (String worker : workers) {
            if (Long.compareUnsigned(weight(shard, worker), weight(shard, best)) > 0) {
                best = worker;
            }
        }
        return best;
    }

    /** FNV-1a over the name, then the finalizer of MurmurHash3 over it and the number. */
    private static long weight(int shard, String worker) {
        long hash = 0xcbf29ce484222325L;
        for (byte letter : worker.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ letter) * 0x100000001b3L;
        }
        hash ^= shard * 0x9e3779b97f4a7c15L;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
