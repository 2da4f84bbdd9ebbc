package io.orbweaver.route;

import io.orbweaver.message.Discovery;
import java.util.Map;

/**
 * Links of one page that other workers own, as they lie in the outbox.
 *
 * @param from the shard that found them
 * @param sequence grows with every entry of the shard, through all epochs
 */
public record OutboxEntry(int from, long sequence, Map<Integer, Discovery> byShard) {
    /** Returns the crawl of the links, which is the same for all. */
    public int crawl() {
        return byShard.values().iterator().next().crawl();
    }

    /** Returns how many links there are. */
    public int links() {
        int links = 0;
        for (Discovery found : byShard.values()) {
            links += found.links().size();
        }
        return links;
    }
}
