package io.orbweaver.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which worker a shard should be with: the one whose name and the shard's number give the highest hash (rendezvous
 * hashing, Thaler and Ravishankar 1998). So a worker that comes or goes moves its own share and nothing else. Pure.
 */
final class Balance {
    private Balance() {}

    /** Returns the best of the workers for the shard, null where there are none. */
    static @Nullable String best(int shard, Collection<String> workers) {
        String best = null;
        long most = 0;
        for (String worker : workers) {
            long weight = weight(shard, worker);
            if (best == null || Long.compareUnsigned(weight, most) > 0) {
                best = worker;
                most = weight;
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
