package io.orbweaver.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a data directory holds. One of one kind is refused for another: their stores differ. */
public enum DirectoryUse {
    /** A crawl of one process. */
    CRAWL,
    /** The crawls, rules and shard table of a cluster. */
    SCHEDULER,
    /** Shards. A new one belongs to no cluster until its node was welcomed by one. */
    WORKER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DirectoryUse> of(String text) {
        return Arrays.stream(values()).filter(use -> use.text().equals(text)).findFirst();
    }
}
